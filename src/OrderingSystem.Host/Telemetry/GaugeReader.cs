using OrderingSystem.Application.Telemetry;

namespace OrderingSystem.Host.Telemetry;

/// <summary>Takes a reading of how things stand every few seconds of real time.</summary>
internal sealed class GaugeReader(OrderGauges gauges, ILogger<GaugeReader> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, TimeProvider.System);
        do
        {
            try
            {
                await gauges.ReadAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.GaugesNotRead(failure); // the store may be busy; the gauges keep what they showed
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
