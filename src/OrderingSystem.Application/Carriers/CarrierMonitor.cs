namespace OrderingSystem.Application.Carriers;

/// <summary>What this process has last seen of the carrier. Thread-safe.</summary>
public sealed class CarrierMonitor(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private CarrierSight _sight = new(CarrierCondition.Unknown, null, null, null);

    public CarrierSight Sight
    {
        get
        {
            lock (_gate)
            {
                return _sight;
            }
        }
    }

    public void Answered()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            _sight = new CarrierSight(
                CarrierCondition.Answering,
                _sight.Condition == CarrierCondition.Answering ? _sight.Since : now,
                now,
                null);
        }
    }

    public void Failed(string reason)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            _sight = new CarrierSight(
                CarrierCondition.Down,
                _sight.Condition == CarrierCondition.Down ? _sight.Since : now,
                now,
                reason);
        }
    }
}
