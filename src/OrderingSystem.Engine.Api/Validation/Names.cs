using System.Buffers;
using System.Globalization;
using OrderingSystem.Engine.Api.Protocol;

namespace OrderingSystem.Engine.Api.Validation;

/// <summary>What a state machine, an execution or an activity may be called.</summary>
/// <remarks>API Reference, "name" of CreateStateMachine: no white space, brackets, wildcards, special or control characters.</remarks>
internal static class Names
{
    private static readonly SearchValues<char> Special = SearchValues.Create("<>{}[]?*\"#%\\^|~`$&,;:/");

    /// <exception cref="RequestRefusedException">InvalidName.</exception>
    public static void Require(string name)
    {
        if (name.AsSpan().ContainsAny(Special) || name.Any(IsForbidden))
        {
            throw new RequestRefusedException("InvalidName", $"Invalid Name: '{name}'");
        }
    }

    private static bool IsForbidden(char c) => char.IsControl(c)
        || char.IsWhiteSpace(c)
        || c is '\uFFFE' or '\uFFFF'
        || char.GetUnicodeCategory(c) is UnicodeCategory.Surrogate;
}
