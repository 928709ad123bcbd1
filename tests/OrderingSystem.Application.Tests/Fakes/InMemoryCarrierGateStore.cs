using OrderingSystem.Application.Carriers;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Application.Tests.Fakes;

public sealed class InMemoryCarrierGateStore : ICarrierGateStore
{
    private readonly Lock _lock = new();
    private CarrierGate? _gate;

    public int Writes { get; private set; }

    /// <summary>Called before each write; may throw, as a process dies.</summary>
    public Action? BeforeWrite { get; set; }

    public Task<CarrierGate?> FindAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_gate);
        }
    }

    public Task<bool> TryWriteAsync(CarrierGate gate, CancellationToken cancellationToken)
    {
        BeforeWrite?.Invoke();
        lock (_lock)
        {
            if ((_gate?.Version ?? 0) != gate.Version)
            {
                return Task.FromResult(false);
            }

            Writes++;
            _gate = gate with { Version = gate.Version + 1 };
            return Task.FromResult(true);
        }
    }
}
