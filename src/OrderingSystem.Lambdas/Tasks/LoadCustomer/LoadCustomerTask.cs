using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Tasks.LoadCustomer;

/// <summary>State <c>LoadCustomer</c>: sees that the customer exists.</summary>
public sealed class LoadCustomerTask(Application.Fulfilment.LoadCustomer loadCustomer) : ILambdaTask<OrderReference, OrderReference>
{
    public async Task<OrderReference> HandleAsync(OrderReference request, CancellationToken cancellationToken)
    {
        await loadCustomer.RunAsync(request.Parse(), cancellationToken);
        return request;
    }
}
