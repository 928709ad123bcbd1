using OrderingSystem.Application.Outages;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Fakes;

public sealed class InMemoryParkedOrderStore : IParkedOrderStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ParkedOrder> _rows = new(StringComparer.Ordinal);

    /// <summary>Runs after a row was written, before the caller hears of it; may change the world.</summary>
    public Func<ParkedOrder, Task>? AfterPark { get; set; }

    /// <summary>Runs before the waiting rows are counted; may change the world.</summary>
    public Func<Task>? BeforeSummary { get; set; }

    public Task<ParkedOrder?> FindAsync(string executionName, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_rows.GetValueOrDefault(executionName));
        }
    }

    public bool IsParked(OrderId orderId)
    {
        lock (_lock)
        {
            return _rows.Values.Any(parked => parked.OrderId == orderId && parked.ReleasedAt is null);
        }
    }

    public async Task ParkAsync(ParkedOrder parked, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _rows[parked.ExecutionName] = parked;
        }

        if (AfterPark is { } after)
        {
            await after(parked);
        }
    }

    public Task<IReadOnlyList<ParkedOrder>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<ParkedOrder>>(
            [
                .. Waiting
                    .Where(row => row.NotBefore is null || row.NotBefore <= now)
                    .OrderBy(row => row.ParkedAt)
                    .ThenBy(row => row.ExecutionName, StringComparer.Ordinal)
                    .Take(limit),
            ]);
        }
    }

    public Task MarkReleasedAsync(string executionName, TaskToken token, DateTimeOffset at, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_rows.TryGetValue(executionName, out var row) && row.Token == token && row.ReleasedAt is null)
            {
                _rows[executionName] = row with { ReleasedAt = at };
            }
        }

        return Task.CompletedTask;
    }

    public async Task<ParkedSummary> SummarizeAsync(CancellationToken cancellationToken)
    {
        if (BeforeSummary is { } before)
        {
            await before();
        }

        lock (_lock)
        {
            var waiting = Waiting.ToList();
            return new ParkedSummary(waiting.Count, waiting.Min(row => (DateTimeOffset?)row.ParkedAt), waiting.Min(row => row.NotBefore));
        }
    }

    public Task ForgetReleasedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var row in _rows.Values.Where(row => row.ReleasedAt < before).ToList())
            {
                _rows.Remove(row.ExecutionName);
            }
        }

        return Task.CompletedTask;
    }

    private IEnumerable<ParkedOrder> Waiting => _rows.Values.Where(row => row.ReleasedAt is null);
}
