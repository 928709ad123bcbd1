using System.Buffers;
using System.Globalization;

namespace OrderingSystem.Engine.Api;

/// <summary>What a state machine, an execution, an activity or a worker may be called.</summary>
/// <remarks>API Reference, "name" of CreateStateMachine and StartExecution: no white space, brackets, wildcards, special or control characters.</remarks>
public static class ResourceName
{
    private const int MaxLength = 80;

    private static readonly SearchValues<char> Special = SearchValues.Create("<>{}[]?*\"#%\\^|~`$&,;:/");

    /// <exception cref="StepFunctionsException">InvalidName.</exception>
    public static void Require(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MaxLength || name.AsSpan().ContainsAny(Special) || name.Any(IsForbidden))
        {
            throw new StepFunctionsException("InvalidName", $"Invalid Name: '{name}'");
        }
    }

    private static bool IsForbidden(char c) => char.IsControl(c)
        || char.IsWhiteSpace(c)
        || c is '\uFFFE' or '\uFFFF'
        || char.GetUnicodeCategory(c) is UnicodeCategory.Surrogate;
}
