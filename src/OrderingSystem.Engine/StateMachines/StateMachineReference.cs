using System.Globalization;

namespace OrderingSystem.Engine.StateMachines;

/// <summary>What a state machine's ARN points at.</summary>
/// <param name="StateMachineArn">Without qualifier and test case.</param>
/// <param name="Qualifier">A version's number or an alias's name; null for the state machine itself.</param>
/// <param name="TestCase">Of a mock configuration; null for none.</param>
public sealed record StateMachineReference(string StateMachineArn, string Name, string? Qualifier, string? TestCase)
{
    /// <summary>The version's number; null where the qualifier is an alias's name, which is never a number.</summary>
    public int? Version => int.TryParse(Qualifier, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public string? Alias => Version is null ? Qualifier : null;
}
