using OrderingSystem.Engine.Api.Protocol;

namespace OrderingSystem.Engine.Api.Validation;

/// <summary>Collects what is wrong with a request's parameters, and says it all at once as AWS does.</summary>
internal sealed class ConstraintErrors
{
    private readonly List<string> _errors = [];

    public void Required(string path) => _errors.Add($"Value null at '{path}' failed to satisfy constraint: Member must not be null");

    public void CheckLength(string path, string value, StringShape shape)
    {
        if (value.Length < shape.Min)
        {
            Add(path, value, shape, $"Member must have length greater than or equal to {shape.Min}");
        }
        else if (value.Length > shape.Max)
        {
            Add(path, value, shape, $"Member must have length less than or equal to {shape.Max}");
        }
    }

    public void CheckRange(string path, long value, long min, long max)
    {
        if (value < min)
        {
            Add(path, value, $"Member must have value greater than or equal to {min}");
        }
        else if (value > max)
        {
            Add(path, value, $"Member must have value less than or equal to {max}");
        }
    }

    public void CheckPattern(string path, string value, bool matches, string pattern)
    {
        if (!matches)
        {
            Add(path, value, $"Member must satisfy regular expression pattern: {pattern}");
        }
    }

    public void CheckEnum(string path, string value, string[] values)
    {
        if (!values.Contains(value, StringComparer.Ordinal))
        {
            Add(path, value, $"Member must satisfy enum value set: [{string.Join(", ", values)}]");
        }
    }

    /// <param name="value">The list as the service prints it.</param>
    public void CheckCount(string path, int count, int min, int max, Func<string> value)
    {
        if (count < min)
        {
            Add(path, value(), $"Member must have length greater than or equal to {min}");
        }
        else if (count > max)
        {
            Add(path, value(), $"Member must have length less than or equal to {max}");
        }
    }

    /// <exception cref="RequestRefusedException">A ValidationException, where anything was wrong.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw RequestRefusedException.Validation(
                $"{_errors.Count} validation error{(_errors.Count == 1 ? string.Empty : "s")} detected: {string.Join("; ", _errors)}");
        }
    }

    private void Add(string path, string value, StringShape shape, string constraint)
    {
        if (shape.IsSensitive)
        {
            _errors.Add($"Value at '{path}' failed to satisfy constraint: {constraint}");
        }
        else
        {
            Add(path, value, constraint);
        }
    }

    private void Add(string path, object value, string constraint) =>
        _errors.Add($"Value '{value}' at '{path}' failed to satisfy constraint: {constraint}");
}
