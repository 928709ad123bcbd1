namespace BobsPost.Simulator.Faults;

/// <summary>A token bucket that holds one second's worth, refilled by the carrier's clock.</summary>
internal sealed class RateLimit
{
    private readonly Lock _gate = new();
    private double _tokens = double.MaxValue;
    private DateTimeOffset _filledAt = DateTimeOffset.MinValue;

    public bool Admits(DateTimeOffset now, double perSecond)
    {
        lock (_gate)
        {
            var elapsed = now > _filledAt ? now - _filledAt : TimeSpan.Zero;
            _tokens = Math.Min(Math.Max(1, perSecond), _tokens + (elapsed.TotalSeconds * perSecond));
            _filledAt = now;
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }
}
