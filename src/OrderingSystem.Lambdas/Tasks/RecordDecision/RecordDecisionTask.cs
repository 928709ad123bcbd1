using System.Text.Json;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Tasks.RecordDecision;

/// <summary>State <c>RecordDecision</c>: writes what was decided on the order's timeline.</summary>
public sealed class RecordDecisionTask(Application.Fulfilment.RecordDecision recordDecision) : ILambdaTask<RecordDecisionRequest, OrderReference>
{
    private const string SomebodyElse = "a client of the Step Functions API";

    public async Task<OrderReference> HandleAsync(RecordDecisionRequest request, CancellationToken cancellationToken)
    {
        var reference = new OrderReference(request.OrderId);
        if (Read(request) is { } decision)
        {
            await recordDecision.RunAsync(reference.Parse(), decision, cancellationToken);
        }

        return reference;
    }

    /// <returns>Null where it is no decision: then the machine asks again, and nothing was decided.</returns>
    private static Decision? Read(RecordDecisionRequest request)
    {
        var decision = request.Decision;
        if (!Decision.TryParseKind(Text(decision, "decision"), out var kind))
        {
            return null;
        }

        var at = Text(decision, "at") is { } text && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var time) ? time : request.At;
        var note = Text(decision, "note");
        return new Decision(kind, note?.Length > Decision.MaxNoteLength ? note[..Decision.MaxNoteLength] : note, Text(decision, "by") ?? SomebodyElse, at);
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <param name="Decision">What redeemed the token, whatever it is.</param>
/// <param name="At">When the execution went on; for a decision that does not say when it was made.</param>
public sealed record RecordDecisionRequest(string OrderId, JsonElement Decision, DateTimeOffset At);
