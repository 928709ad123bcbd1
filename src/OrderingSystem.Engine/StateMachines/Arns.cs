using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OrderingSystem.Engine.StateMachines;

/// <summary>
/// <c>arn:aws:states:{region}:{account}:stateMachine:{name}</c> and <c>arn:aws:states:{region}:{account}:execution:{machine}:{name}</c>.
/// </summary>
public static class Arns
{
    private const string StateMachinePart = ":stateMachine:";
    private const string ExecutionPart = ":execution:";

    public static string StateMachine(string region, string account, string name) => $"arn:aws:states:{region}:{account}{StateMachinePart}{name}";

    public static string Version(string stateMachineArn, int number) => string.Create(CultureInfo.InvariantCulture, $"{stateMachineArn}:{number}");

    public static string Alias(string stateMachineArn, string name) => $"{stateMachineArn}:{name}";

    public static string Activity(string region, string account, string name) => $"arn:aws:states:{region}:{account}:activity:{name}";

    public static bool IsActivity(string arn)
    {
        var parts = arn.Split(':');
        return parts.Length == 7 && IsStates(parts) && parts[5] == "activity" && parts[6].Length > 0;
    }

    /// <summary>The execution's ARN, which is its state machine's with another resource type.</summary>
    public static string Execution(string stateMachineArn, string executionName)
    {
        var at = stateMachineArn.IndexOf(StateMachinePart, StringComparison.Ordinal);
        return at < 0
            ? throw new ArgumentException($"Not a state machine's ARN: '{stateMachineArn}'.", nameof(stateMachineArn))
            : string.Concat(stateMachineArn.AsSpan(0, at), ExecutionPart, stateMachineArn.AsSpan(at + StateMachinePart.Length), ":" + executionName);
    }

    /// <summary>An Express execution's ARN, which has the id behind the name, because names may repeat: <c>…:express:{machine}:{name}:{id}</c>.</summary>
    public static string ExpressExecution(string stateMachineArn, string executionName, string id) =>
        Execution(stateMachineArn, executionName).Replace(ExecutionPart, ":express:", StringComparison.Ordinal) + ":" + id;

    public static bool TryParseExecution(
        string arn, [NotNullWhen(true)] out string? stateMachineName, [NotNullWhen(true)] out string? executionName)
    {
        var parts = arn.Split(':');
        var valid = parts.Length == 8 && IsStates(parts) && parts[5] == "execution" && parts[6].Length > 0 && parts[7].Length > 0;
        (stateMachineName, executionName) = valid ? (parts[6], parts[7]) : (null, null);
        return valid;
    }

    /// <summary>
    /// A state machine, one of its versions (<c>…:stateMachine:Name:3</c>) or aliases (<c>…:stateMachine:Name:prod</c>), with the test case of a mock
    /// configuration where one is asked for (<c>…#HappyPath</c>).
    /// </summary>
    public static bool TryParseReference(string arn, [NotNullWhen(true)] out StateMachineReference? reference)
    {
        var hash = arn.IndexOf('#', StringComparison.Ordinal);
        var (whole, testCase) = hash < 0 ? (arn, null) : (arn[..hash], arn[(hash + 1)..]);
        var parts = whole.Split(':');
        var valid = parts.Length is 7 or 8 && IsStates(parts) && parts[5] == "stateMachine" && parts[6].Length > 0 && parts[^1].Length > 0 && testCase is not "";
        var qualifier = valid && parts.Length == 8 ? parts[7] : null;
        reference = valid ? new StateMachineReference(qualifier is null ? whole : whole[..^(qualifier.Length + 1)], parts[6], qualifier, testCase) : null;
        return valid;
    }

    public static bool TryParseStateMachine(string arn, [NotNullWhen(true)] out string? name)
    {
        var parts = arn.Split(':');
        var valid = parts.Length == 7 && IsStates(parts) && parts[5] == "stateMachine" && parts[6].Length > 0;
        name = valid ? parts[6] : null;
        return valid;
    }

    /// <summary><c>arn:aws:states:{region}:{account}:mapRun:{machine}/{label}:{run}</c>.</summary>
    public static bool IsMapRun(string arn)
    {
        var parts = arn.Split(':');
        return parts.Length == 8 && IsStates(parts) && parts[5] == "mapRun" && parts[6].Contains('/', StringComparison.Ordinal) && parts[7].Length > 0;
    }

    /// <summary>What the service calls the state machine of a run's children: <c>…:stateMachine:{machine}/{label}</c>.</summary>
    public static string StateMachineOfMapRun(string mapRunArn) =>
        mapRunArn[..mapRunArn.LastIndexOf(':')].Replace(":mapRun:", StateMachinePart, StringComparison.Ordinal);

    /// <summary>The resource type of a well-formed Step Functions ARN, such as <c>express</c>; null for anything else.</summary>
    public static string? ResourceType(string arn)
    {
        var parts = arn.Split(':');
        return parts.Length >= 7 && IsStates(parts) ? parts[5] : null;
    }

    private static bool IsStates(string[] parts) =>
        parts[0] == "arn" && parts[1].StartsWith("aws", StringComparison.Ordinal) && parts[2] == "states";
}
