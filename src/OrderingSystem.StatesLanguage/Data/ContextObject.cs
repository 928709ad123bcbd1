using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.StatesLanguage.Data;

/// <summary>The context object, <c>$$</c>: built when a path first asks for it.</summary>
/// <remarks>Step Functions Developer Guide, "Accessing execution data from the Context object".</remarks>
internal static class ContextObject
{
    /// <param name="retryCount">Null in states that cannot be retried: the property is then absent.</param>
    /// <param name="iteration">The frame of the innermost Map iteration; null outside of one.</param>
    /// <param name="itemSource">Where the items of a Map run are from; null for those of an inline Map.</param>
    public static JsonObject Build(
        Execution execution, string stateName, DateTimeOffset enteredTime, int? retryCount, TaskToken? token, Frame? iteration, string? itemSource)
    {
        var facts = execution.Facts;
        return JsonObject.Of(
            ("Execution", JsonObject.Of(
                ("Id", JsonValue.Of(facts.Arn)),
                ("Input", facts.Input.Value),
                ("StartTime", JsonValue.Of(Rfc3339.Format(facts.StartTime))),
                ("Name", JsonValue.Of(facts.Name)),
                ("RoleArn", facts.RoleArn is null ? null : JsonValue.Of(facts.RoleArn)),
                ("RedriveCount", IsExpress(facts) ? null : JsonValue.Of(execution.RedriveCount)),
                ("RedriveTime", execution.RedriveTime is { } redriven ? JsonValue.Of(Rfc3339.Format(redriven)) : null))),
            ("StateMachine", JsonObject.Of(
                ("Id", JsonValue.Of(facts.StateMachineArn)),
                ("Name", JsonValue.Of(facts.StateMachineName)))),
            ("State", JsonObject.Of(
                ("Name", JsonValue.Of(stateName)),
                ("EnteredTime", JsonValue.Of(Rfc3339.Format(enteredTime))),
                ("RetryCount", retryCount is { } retries ? JsonValue.Of(retries) : null))),
            ("Task", token is { } secret ? JsonObject.Of(("Token", JsonValue.Of(secret.Value))) : null),
            ("Map", iteration?.Item is { } item
                ? JsonObject.Of(("Item", JsonObject.Of(("Index", JsonValue.Of(iteration.Index)), ("Value", item.Value), ("Source", itemSource is null ? null : JsonValue.Of(itemSource)))))
                : null));
    }

    /// <summary>An Express execution cannot be redriven, and its context object says nothing of it (recorded from the service).</summary>
    private static bool IsExpress(ExecutionFacts facts) => facts.Arn.Contains(":express:", StringComparison.Ordinal);
}
