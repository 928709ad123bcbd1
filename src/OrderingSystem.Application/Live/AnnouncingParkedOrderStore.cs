using OrderingSystem.Application.Outages;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Live;

/// <summary>Tells the feed when an order begins to wait for the carrier, or no longer does.</summary>
public sealed class AnnouncingParkedOrderStore(IParkedOrderStore parkedOrders, LiveFeed feed) : IParkedOrderStore
{
    public Task<ParkedOrder?> FindAsync(string executionName, CancellationToken cancellationToken) => parkedOrders.FindAsync(executionName, cancellationToken);

    public async Task ParkAsync(ParkedOrder parked, CancellationToken cancellationToken)
    {
        await parkedOrders.ParkAsync(parked, cancellationToken);
        Announce(parked.OrderId.Value);
    }

    public Task<IReadOnlyList<ParkedOrder>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        parkedOrders.ReadDueAsync(now, limit, cancellationToken);

    public async Task MarkReleasedAsync(string executionName, TaskToken token, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await parkedOrders.MarkReleasedAsync(executionName, token, at, cancellationToken);
        Announce(Executions.ExecutionOverview.OrderOf(executionName)?.Value);
    }

    public Task<int> CountWaitingAsync(CancellationToken cancellationToken) => parkedOrders.CountWaitingAsync(cancellationToken);

    public Task<ParkedSummary> SummarizeAsync(CancellationToken cancellationToken) => parkedOrders.SummarizeAsync(cancellationToken);

    public Task ForgetReleasedAsync(DateTimeOffset before, CancellationToken cancellationToken) => parkedOrders.ForgetReleasedAsync(before, cancellationToken);

    private void Announce(string? orderId)
    {
        feed.Publish(LiveKind.Carrier, string.Empty);
        if (orderId is not null)
        {
            feed.Publish(LiveKind.Order, orderId);
        }
    }
}
