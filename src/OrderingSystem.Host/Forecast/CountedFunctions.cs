using OrderingSystem.Engine.Integrations.Lambda;

namespace OrderingSystem.Host.Forecast;

/// <summary>Counts the invocations of functions, and which of them call the carrier, since AWS bills by length.</summary>
internal sealed class CountedFunctions(ILambdaInvoker functions, TimeProvider clock) : ILambdaInvoker
{
    private static readonly HashSet<string> CarrierFunctions = new(["BookShipment", "CheckShipment", "CancelShipment", "ProbeCarrier"], StringComparer.Ordinal);

    private long _whileDown;
    private long _afterwards;
    private long _carrierTasks;

    public DateTimeOffset DownUntil { get; set; }

    public ForecastCount Invocations => new(Interlocked.Read(ref _whileDown), Interlocked.Read(ref _afterwards));

    public long CarrierTasks => Interlocked.Read(ref _carrierTasks);

    public Task<byte[]> InvokeAsync(string functionName, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var isDown = clock.GetUtcNow() < DownUntil;
        Interlocked.Increment(ref isDown ? ref _whileDown : ref _afterwards);
        if (CarrierFunctions.Contains(functionName))
        {
            Interlocked.Increment(ref _carrierTasks);
        }

        return functions.InvokeAsync(functionName, payload, cancellationToken);
    }
}
