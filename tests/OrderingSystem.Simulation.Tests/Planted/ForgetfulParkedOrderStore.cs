using OrderingSystem.Application.Outages;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Simulation.Tests.Planted;

/// <summary>Lets orders park and writes nothing down.</summary>
internal sealed class ForgetfulParkedOrderStore(IParkedOrderStore store) : IParkedOrderStore
{
    public Task<ParkedOrder?> FindAsync(string executionName, CancellationToken cancellationToken) => store.FindAsync(executionName, cancellationToken);

    public Task ParkAsync(ParkedOrder parked, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<ParkedOrder>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        store.ReadDueAsync(now, limit, cancellationToken);

    public Task MarkReleasedAsync(string executionName, TaskToken token, DateTimeOffset at, CancellationToken cancellationToken) =>
        store.MarkReleasedAsync(executionName, token, at, cancellationToken);

    public Task<ParkedSummary> SummarizeAsync(CancellationToken cancellationToken) => store.SummarizeAsync(cancellationToken);

    public Task ForgetReleasedAsync(DateTimeOffset before, CancellationToken cancellationToken) => store.ForgetReleasedAsync(before, cancellationToken);
}
