using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Tasks.NotifyCustomer;

/// <summary>States <c>NotifyCustomer</c> and <c>NotifyCancellation</c>: tell the customer once.</summary>
public sealed class NotifyCustomerTask(Application.Fulfilment.NotifyCustomer notifyCustomer) : ILambdaTask<NotifyCustomerRequest, NotifyCustomerResponse>
{
    public async Task<NotifyCustomerResponse> HandleAsync(NotifyCustomerRequest request, CancellationToken cancellationToken)
    {
        var kind = request.Kind switch
        {
            "shipped" => NotificationKind.Shipped,
            "cancelled" => NotificationKind.Cancelled,
            _ => throw new InvalidTaskInputException($"'{request.Kind}' is not a kind of notification."),
        };
        var order = await notifyCustomer.RunAsync(new OrderReference(request.OrderId).Parse(), kind, cancellationToken);
        return new NotifyCustomerResponse(order.OrderId.Value, order.NotifiedAt);
    }
}

/// <param name="Kind"><c>shipped</c> or <c>cancelled</c>.</param>
public sealed record NotifyCustomerRequest(string OrderId, string Kind);

public sealed record NotifyCustomerResponse(string OrderId, DateTimeOffset? NotifiedAt);
