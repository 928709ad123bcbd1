using OrderingSystem.Engine.StateMachines;

namespace OrderingSystem.Engine.Api;

/// <summary>Refusals that every way into the engine shares; the wire API checks shapes before.</summary>
internal static class RequestChecks
{
    /// <exception cref="StepFunctionsException">InvalidArn.</exception>
    public static string StateMachineName(string arn) => Arns.TryParseStateMachine(arn, out var name) ? name : throw InvalidArn(arn);

    /// <inheritdoc cref="StateMachineName"/>
    public static (string StateMachineName, string Name) Execution(string arn) =>
        Arns.TryParseExecution(arn, out var stateMachineName, out var name) ? (stateMachineName, name) : throw InvalidArn(arn);

    /// <inheritdoc cref="StateMachineName"/>
    public static void Activity(string arn)
    {
        if (!Arns.IsActivity(arn))
        {
            throw InvalidArn(arn);
        }
    }

    /// <inheritdoc cref="StateMachineName"/>
    public static void MapRun(string arn)
    {
        if (!Arns.IsMapRun(arn))
        {
            throw InvalidArn(arn);
        }
    }

    /// <inheritdoc cref="StateMachineName"/>
    public static StateMachineReference Reference(string arn) => Arns.TryParseReference(arn, out var reference) ? reference : throw InvalidArn(arn);

    public static StepFunctionsException InvalidArn(string arn)
    {
        var problem = !arn.StartsWith("arn:", StringComparison.Ordinal) ? $"Invalid ARN prefix: {arn}"
            : Arns.ResourceType(arn) is { } type ? $"Resource type not valid in this context: {type}"
            : $"Invalid ARN: {arn}";
        return new StepFunctionsException("InvalidArn", $"Invalid Arn: '{problem}'");
    }
}
