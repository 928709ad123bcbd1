using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Outages;

/// <summary>
/// The executions that wait for the carrier, one row each, with their task tokens. Reads see every write that returned before they began:
/// that an order which parks is never missed rests on it (see <see cref="CarrierWatches"/>).
/// </summary>
public interface IParkedOrderStore
{
    Task<ParkedOrder?> FindAsync(string executionName, CancellationToken cancellationToken);

    /// <summary>Writes the row of an execution, whatever stood there.</summary>
    Task ParkAsync(ParkedOrder parked, CancellationToken cancellationToken);

    /// <summary>Those that may go at <paramref name="now"/>, oldest first by <see cref="ParkedOrder.ParkedAt"/>, then by execution name.</summary>
    Task<IReadOnlyList<ParkedOrder>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Sets <see cref="ParkedOrder.ReleasedAt"/>; nothing happens where the execution waits with another token by now.</summary>
    Task MarkReleasedAsync(string executionName, TaskToken token, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Of those that wait.</summary>
    Task<ParkedSummary> SummarizeAsync(CancellationToken cancellationToken);

    /// <summary>How many wait.</summary>
    async Task<int> CountWaitingAsync(CancellationToken cancellationToken) => (await SummarizeAsync(cancellationToken)).Waiting;

    /// <summary>Removes the rows of executions that were let go before <paramref name="before"/>.</summary>
    Task ForgetReleasedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <param name="Oldest">When the one that waits longest parked; null where none waits.</param>
/// <param name="NextDue">The earliest time at which one may go that may not go at once; null where there is none.</param>
public sealed record ParkedSummary(int Waiting, DateTimeOffset? Oldest, DateTimeOffset? NextDue);
