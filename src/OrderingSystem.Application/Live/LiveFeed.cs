using System.Runtime.CompilerServices;

namespace OrderingSystem.Application.Live;

/// <summary>The latest changes of this process, for pages that follow them. Kept in memory: a page that missed more reads everything again.</summary>
public sealed class LiveFeed(TimeProvider clock)
{
    private const int Capacity = 8_192;

    private readonly Lock _lock = new();
    private readonly LiveChange?[] _ring = new LiveChange?[Capacity];
    private TaskCompletionSource _next = NewSignal();
    private long _last;

    /// <summary>Tells this process's sequence from that of the one before.</summary>
    public long Epoch { get; } = clock.GetUtcNow().UtcTicks;

    /// <summary>The newest change's number; 0 where there was none.</summary>
    public long Last => Interlocked.Read(ref _last);

    public void Publish(LiveKind kind, string key)
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            var sequence = _last + 1;
            _ring[sequence % Capacity] = new LiveChange(sequence, kind, key);
            Interlocked.Exchange(ref _last, sequence);
            (waiting, _next) = (_next, NewSignal());
        }

        waiting.TrySetResult();
    }

    /// <summary>Whether every change behind <paramref name="sequence"/> is still known.</summary>
    public bool Reaches(long sequence) => sequence <= Last && Last - sequence < Capacity;

    /// <summary>Changes behind a number, in batches as they come; null where some were lost, and the reader starts anew from <see cref="Last"/>.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LiveChange>?> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            List<LiveChange>? batch = [];
            lock (_lock)
            {
                more = _next.Task;
                if (!Reaches(after))
                {
                    batch = null;
                }

                for (var sequence = after + 1; batch is not null && sequence <= _last; sequence++)
                {
                    batch.Add(_ring[sequence % Capacity]!);
                }

                after = _last;
            }

            if (batch is not { Count: 0 })
            {
                yield return batch;
            }

            await more.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
