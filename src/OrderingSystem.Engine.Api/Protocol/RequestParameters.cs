using System.Text.Json;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Protocol;

/// <summary>
/// A request's parameters, read by name. A value of the wrong JSON type is refused when it is read; broken constraints are collected until
/// <see cref="ThrowIfInvalid"/>. A JSON null is an absent value; members that the operation does not know are ignored, as AWS does.
/// </summary>
internal sealed class RequestParameters
{
    private readonly JsonElement _root;
    private readonly string _prefix;

    public RequestParameters(JsonElement root)
        : this(root, prefix: string.Empty, new ConstraintErrors())
    {
    }

    private RequestParameters(JsonElement root, string prefix, ConstraintErrors errors)
    {
        _root = root;
        _prefix = prefix;
        Errors = errors;
    }

    public ConstraintErrors Errors { get; }

    /// <summary><c>X-Amzn-Trace-Id</c> of the HTTP request; null where it has none.</summary>
    public string? HttpTraceHeader { get; init; }

    /// <returns>An empty string where the parameter is missing: <see cref="ThrowIfInvalid"/> then throws.</returns>
    public string RequiredString(string name, StringShape shape)
    {
        var value = OptionalString(name, shape);
        if (value is null)
        {
            Errors.Required(_prefix + name);
        }

        return value ?? string.Empty;
    }

    public string? OptionalString(string name, StringShape shape)
    {
        var value = ReadString(name);
        if (value is not null)
        {
            Errors.CheckLength(_prefix + name, value, shape);
        }

        return value;
    }

    /// <returns>One of <paramref name="values"/>, or null where it is absent.</returns>
    public string? OptionalEnum(string name, string[] values)
    {
        var value = ReadString(name);
        if (value is not null)
        {
            Errors.CheckEnum(_prefix + name, value, values);
        }

        return value;
    }

    /// <inheritdoc cref="RequiredString"/>
    public string RequiredEnum(string name, string[] values)
    {
        var value = OptionalEnum(name, values);
        if (value is null)
        {
            Errors.Required(_prefix + name);
        }

        return value ?? string.Empty;
    }

    /// <returns>The minimum where the parameter is missing: <see cref="ThrowIfInvalid"/> then throws.</returns>
    public int RequiredInteger(string name, int min, int max)
    {
        if (Find(_root, name) is null)
        {
            Errors.Required(_prefix + name);
        }

        return OptionalInteger(name, min, max, absent: min);
    }

    public int OptionalInteger(string name, int min, int max, int absent = 0)
    {
        if (Find(_root, name) is not { } element)
        {
            return absent;
        }

        if (element.ValueKind != JsonValueKind.Number)
        {
            throw RequestRefusedException.Serialization($"{Kind(element)} cannot be converted to Integer");
        }

        // AWS truncates a fraction, and what no integer holds is out of any range.
        var value = (long)Math.Clamp(Math.Truncate(element.GetDouble()), int.MinValue, int.MaxValue);
        Errors.CheckRange(_prefix + name, value, min, max);
        return (int)value;
    }

    public double? OptionalNumber(string name, int min, int max)
    {
        if (Find(_root, name) is not { } element)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.Number)
        {
            throw RequestRefusedException.Serialization($"{Kind(element)} cannot be converted to Float");
        }

        var value = element.GetDouble();
        Errors.CheckRange(_prefix + name, value < min ? min - 1 : value > max ? max + 1 : min, min, max);
        return value;
    }

    /// <returns>Null where it is absent.</returns>
    public int? OptionalCount(string name) => Find(_root, name) is null ? null : OptionalInteger(name, 0, int.MaxValue);

    public bool OptionalBoolean(string name, bool absent = false) => Find(_root, name) switch
    {
        null => absent,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } element => throw RequestRefusedException.Serialization($"{Kind(element)} cannot be converted to Boolean"),
    };

    /// <summary>The page that a list operation is asked for, as every one of them spells it.</summary>
    public PageRequest ReadPage(StringShape tokenShape) =>
        new(OptionalInteger("maxResults", 0, 1000), OptionalString("nextToken", tokenShape));

    /// <summary>A structure inside this one: what is wrong in it is collected here, under its path.</summary>
    public RequestParameters? OptionalStructure(string name) => Find(_root, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } element => new RequestParameters(element, $"{_prefix}{name}.", Errors),
        { } element => throw RequestRefusedException.Serialization($"{Kind(element)} cannot be converted to a structure"),
    };

    /// <summary>The structures of a list, each with its path: <c>tags.1.member.key</c>.</summary>
    /// <returns>Null where it is absent.</returns>
    public IReadOnlyList<RequestParameters>? OptionalStructures(string name) => FindList(name) is { } list
        ? [.. list.EnumerateArray().Select((element, index) => element.ValueKind == JsonValueKind.Object
            ? new RequestParameters(element, $"{_prefix}{name}.{index + 1}.member.", Errors)
            : throw RequestRefusedException.Serialization($"{Kind(element)} cannot be converted to a structure"))]
        : null;

    /// <summary>The strings of a list.</summary>
    /// <returns>Null where it is absent.</returns>
    public IReadOnlyList<string>? OptionalStrings(string name, StringShape shape) => FindList(name) is { } list
        ? [.. list.EnumerateArray().Select((element, index) =>
        {
            var value = ReadString(element);
            Errors.CheckLength($"{_prefix}{name}.{index + 1}.member", value, shape);
            return value;
        })]
        : null;

    /// <exception cref="RequestRefusedException">A ValidationException that lists every broken constraint.</exception>
    public void ThrowIfInvalid() => Errors.ThrowIfAny();

    private static JsonElement? Find(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => "TRUE_VALUE",
        JsonValueKind.False => "FALSE_VALUE",
        JsonValueKind.Number => "NUMBER_VALUE",
        JsonValueKind.String => "STRING_VALUE",
        JsonValueKind.Array => "START_ARRAY",
        _ => "START_OBJECT",
    };

    private JsonElement? FindList(string name) => Find(_root, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } element => element,
        { } element => throw RequestRefusedException.Serialization($"{Kind(element)} cannot be converted to a list"),
    };

    private string? ReadString(string name) => Find(_root, name) is { } element ? ReadString(element) : null;

    private static string ReadString(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            throw RequestRefusedException.Serialization($"{Kind(element)} cannot be converted to String");
        }

        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are not UTF-8: JSON in form, but no text.
            throw RequestRefusedException.Serialization();
        }
    }
}
