using OrderingSystem.Application.Carriers;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Application.Live;

/// <summary>Tells the feed of each change of the carrier's gate, after it is stored.</summary>
public sealed class AnnouncingCarrierGateStore(ICarrierGateStore gates, LiveFeed feed) : ICarrierGateStore
{
    public Task<CarrierGate?> FindAsync(CancellationToken cancellationToken) => gates.FindAsync(cancellationToken);

    public async Task<bool> TryWriteAsync(CarrierGate gate, CancellationToken cancellationToken)
    {
        var written = await gates.TryWriteAsync(gate, cancellationToken);
        if (written)
        {
            feed.Publish(LiveKind.Carrier, string.Empty);
        }

        return written;
    }
}
