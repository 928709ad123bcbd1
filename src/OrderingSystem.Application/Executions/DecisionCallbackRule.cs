using System.Text.Json;
using System.Text.Json.Nodes;
using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Executions;

/// <summary>An order that asks an operator: the answer is a decision, and goes the way that every decision goes.</summary>
public sealed class DecisionCallbackRule(IOrderStore orders, DecideOrder decideOrder, TimeProvider clock) : ICallbackRule
{
    public async Task<CallbackOffer?> OfferAsync(OpenCallback callback, CancellationToken cancellationToken) =>
        await AttentionOfAsync(callback, cancellationToken) is { } attention
            ? new CallbackOffer(
                "decision",
                attention.Cause,
                [
                    Outcome(DecisionKind.Retry, "Try again", $"{attention.State} runs again. What was booked stays booked: nothing is sent twice."),
                    Outcome(DecisionKind.Cancel, "Cancel the order", "The booking is taken back at the carrier, and the customer is told."),
                    Outcome(DecisionKind.ConfirmShipped, "Confirm that it shipped", "The order counts as shipped from now, and the customer is told."),
                ])
            : null;

    public async Task<bool> AnswerAsync(OpenCallback callback, CallbackAnswer answer, string by, CancellationToken cancellationToken)
    {
        var kind = answer.Succeeds && Decision.TryParseKind(WordIn(answer.Output), out var parsed)
            ? parsed
            : throw new CallbackAnswerException("output", """An order that asks is answered by {"decision": "retry"}, "cancel" or "confirm-shipped".""");
        var result = await decideOrder.RunAsync(callback.OrderId!.Value, new Decision(kind, answer.Reason, by, clock.GetUtcNow()), cancellationToken);
        return result switch
        {
            DecideResult.Decided => true,
            DecideResult.NotPossible notPossible => throw new CallbackAnswerException("output", notPossible.Reason),
            _ => false,
        };
    }

    private async Task<Attention?> AttentionOfAsync(OpenCallback callback, CancellationToken cancellationToken) =>
        callback is { OrderId: { } orderId, Token: { } token }
        && await orders.FindAsync(orderId, cancellationToken) is { Attention: { } attention }
        && attention.Token == token
            ? attention
            : null;

    private static CallbackOutcome Outcome(DecisionKind kind, string label, string then) =>
        new(true, label, new JsonObject { ["decision"] = Decision.WordFor(kind) }.ToJsonString(), then);

    private static string? WordIn(string? output)
    {
        try
        {
            return output is null ? null : JsonNode.Parse(output)?["decision"]?.ToString();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
