namespace OrderingSystem.Host.Composition;

/// <summary>Counts the requests of the admin API whose answers somebody waits for.</summary>
/// <param name="realTime">The wall clock: people wait by it.</param>
internal sealed class RequestsUnderWay(TimeProvider realTime)
{
    /// <summary>Most answers take a few milliseconds. One that takes this long, perhaps because its body trickles in, no longer goes before tasks.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private int _count;
    private long _lastBegan;

    public bool Any => Number > 0;

    public int Number => Volatile.Read(ref _count) is > 0 and var count && realTime.GetElapsedTime(Volatile.Read(ref _lastBegan)) < Patience ? count : 0;

    /// <summary>One more, until it is disposed.</summary>
    public IDisposable Enter()
    {
        Volatile.Write(ref _lastBegan, realTime.GetTimestamp());
        _ = Interlocked.Increment(ref _count);
        return new Request(this);
    }

    /// <summary>
    /// Those of callers who are signed in, until their answers begin: a page that follows events would count for ever. Whoever moves the clock waits
    /// for tasks, and does not count at all.
    /// </summary>
    public void Count(WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.User.Identity?.IsAuthenticated != true || !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || context.Request.Path.StartsWithSegments("/api/clock", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        var request = Enter();
        context.Response.OnStarting(static request =>
        {
            ((IDisposable)request).Dispose();
            return Task.CompletedTask;
        }, request);
        using (request)
        {
            await next(context);
        }
    });

    /// <summary>Disposing it twice counts once.</summary>
    private sealed class Request(RequestsUnderWay requests) : IDisposable
    {
        private RequestsUnderWay? _requests = requests;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _requests, null) is { } counting)
            {
                _ = Interlocked.Decrement(ref counting._count);
            }
        }
    }
}
