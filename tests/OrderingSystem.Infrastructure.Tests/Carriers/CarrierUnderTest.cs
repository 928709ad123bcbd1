using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Carriers;

namespace OrderingSystem.Infrastructure.Tests.Carriers;

/// <summary>A gateway with the carrier behind it.</summary>
public abstract class CarrierUnderTest : IAsyncDisposable
{
    public abstract ICarrierGateway Gateway { get; }

    /// <summary>The carrier's time.</summary>
    public abstract FakeTimeProvider Clock { get; }

    /// <summary>An address that the carrier refuses.</summary>
    public abstract string UndeliverableAddress { get; }

    /// <summary>From now on every request that can meet this failure meets it; null for none.</summary>
    public abstract void Fail(CarrierFailure? failure);

    /// <summary>Nobody listens any more.</summary>
    public abstract Task StopAsync();

    /// <summary>How many shipments the carrier's own books have for a reference, cancelled ones left out.</summary>
    public abstract Task<int> CountLiveShipmentsAsync(string clientReference);

    /// <summary>How many booking requests reached the carrier.</summary>
    public abstract Task<int> CountBookingRequestsAsync(string clientReference);

    public abstract ValueTask DisposeAsync();
}
