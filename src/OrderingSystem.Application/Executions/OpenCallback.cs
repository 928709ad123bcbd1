using System.Text.Json;
using System.Text.Json.Nodes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Executions;

/// <summary>A state that waits until somebody sends its token.</summary>
/// <param name="EnteredEventId">The event that entered the state; with the try, it tells this wait from every other.</param>
/// <param name="Since">When this try began to wait.</param>
/// <param name="TimesOutAt">Null where the wait has no end.</param>
/// <param name="Parameters">What the task was given, without its token; null where Step Functions keeps it to itself.</param>
/// <param name="Token">Null where the definition hands it on in a form that cannot be read back.</param>
public sealed record OpenCallback(
    ExecutionKey Execution,
    string State,
    long EnteredEventId,
    DateTimeOffset Since,
    DateTimeOffset? TimesOutAt,
    long? HeartbeatSeconds,
    JsonObject? Parameters,
    TaskToken? Token)
{
    /// <summary>The order that the task was given, or that the execution is named after.</summary>
    public OrderId? OrderId => Domain.Orders.OrderId.TryParse(Parameters?["Payload"]?["orderId"]?.ToString(), out var given) ? given : ExecutionOverview.OrderOf(Execution.Name);

    /// <returns>Null where the execution waits for no token.</returns>
    public static OpenCallback? Of(ExecutionKey key, ExecutionStanding standing, string definition)
    {
        if (standing is not { Callback: { } callback, State: { } name, EnteredEventId: { } enteredEventId })
        {
            return null;
        }

        var state = DefinitionStates.Find(DefinitionStates.Parse(definition), name);
        var shown = CallbackTokens.Redact(callback, CallbackTokens.PathsOf(definition)).Text("parameters");
        return new OpenCallback(
            key,
            name,
            enteredEventId,
            callback.At,
            standing.NextAt,
            callback.Number("heartbeatInSeconds"),
            ParseObject(shown),
            CallbackTokens.Find(state, callback.Text("parameters")));
    }

    private static JsonObject? ParseObject(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
