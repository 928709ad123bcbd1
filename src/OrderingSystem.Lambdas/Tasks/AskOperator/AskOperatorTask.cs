using System.Text.Json;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Tasks.AskOperator;

/// <summary>State <c>AskOperator</c>: stores the task token with the order and alerts operators; the decision redeems the token.</summary>
public sealed class AskOperatorTask(Application.Fulfilment.AskOperator askOperator) : ILambdaTask<AskOperatorRequest, OrderReference>
{
    public async Task<OrderReference> HandleAsync(AskOperatorRequest request, CancellationToken cancellationToken)
    {
        var reference = new OrderReference(request.OrderId);
        await askOperator.RunAsync(
            reference.Parse(),
            request.State,
            request.Failure.Error,
            InWords(request.Failure),
            new TaskToken(request.TaskToken),
            cancellationToken);
        return reference;
    }

    /// <summary>A Lambda function's cause is JSON with the message inside; anything else is shown as it is.</summary>
    private static string InWords(Failure failure)
    {
        if (string.IsNullOrWhiteSpace(failure.Cause))
        {
            return failure.Error;
        }

        try
        {
            return JsonSerializer.Deserialize(failure.Cause, TaskJson.Default.LambdaFunctionError) is { ErrorMessage.Length: > 0 } error
                ? error.ErrorMessage
                : failure.Cause;
        }
        catch (JsonException)
        {
            return failure.Cause;
        }
    }
}

/// <param name="State">The state that could not go on.</param>
/// <param name="TaskToken">Resumes the execution. Never logged.</param>
public sealed record AskOperatorRequest(string OrderId, string State, Failure Failure, string TaskToken)
{
    public override string ToString() => $"AskOperatorRequest({OrderId}, {State}, {Failure.Error})";
}

/// <summary>What a catcher got. The States Language writes these two names with capitals; the cause may be missing.</summary>
public sealed record Failure(
    [property: System.Text.Json.Serialization.JsonPropertyName("Error")] string Error,
    [property: System.Text.Json.Serialization.JsonPropertyName("Cause")] string? Cause = null);
