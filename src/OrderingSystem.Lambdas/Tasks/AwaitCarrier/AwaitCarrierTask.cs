using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Outages;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Lambdas.Functions;
using OrderingSystem.Lambdas.Tasks.AskOperator;

namespace OrderingSystem.Lambdas.Tasks.AwaitCarrier;

/// <summary>State <c>AwaitCarrier</c>: stores the task token and sees that a watch runs; the watch redeems the token.</summary>
public sealed class AwaitCarrierTask(ParkOrder parkOrder) : ILambdaTask<AwaitCarrierRequest, OrderReference>
{
    public async Task<OrderReference> HandleAsync(AwaitCarrierRequest request, CancellationToken cancellationToken)
    {
        var reference = new OrderReference(request.OrderId);
        await parkOrder.RunAsync(
            new ParkRequest(request.ExecutionName, reference.Parse(), request.State, new TaskToken(request.TaskToken)),
            wasAsked: !string.Equals(request.Failure.Error, nameof(CarrierDownException), StringComparison.Ordinal),
            cancellationToken);
        return reference;
    }
}

/// <param name="ExecutionName">The execution that waits.</param>
/// <param name="State">The state to go back to.</param>
/// <param name="TaskToken">Resumes the execution. Never logged.</param>
public sealed record AwaitCarrierRequest(string ExecutionName, string OrderId, string State, Failure Failure, string TaskToken)
{
    public override string ToString() => $"AwaitCarrierRequest({ExecutionName}, {State}, {Failure.Error})";
}
