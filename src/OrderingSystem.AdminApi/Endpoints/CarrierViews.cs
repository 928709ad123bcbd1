using Microsoft.Extensions.Options;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Outages;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary>The carrier as people see it, for the route that shows it and for the pages that follow it.</summary>
internal sealed class CarrierViews(CarrierGateKeeper gates, IParkedOrderStore parkedOrders, IOptions<CarrierGateLimits> limits, TimeProvider clock)
{
    public async Task<CarrierView> ReadAsync(CancellationToken cancellationToken)
    {
        var gate = await gates.ReadAsync(cancellationToken);
        return CarrierView.Of(gate, await parkedOrders.SummarizeAsync(cancellationToken), limits.Value, clock.GetUtcNow());
    }
}
