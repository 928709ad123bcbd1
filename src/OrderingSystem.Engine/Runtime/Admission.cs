using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Tasks;

namespace OrderingSystem.Engine.Runtime;

/// <summary>Holds callers back when there is more to do than gets done: they wait a while, and are then told to come again.</summary>
/// <remarks>A caller's patience is real time, however fast the engine's clock runs.</remarks>
internal sealed class Admission(EngineOptions options) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.MaxConcurrentRequests, options.MaxConcurrentRequests);

    /// <exception cref="StepFunctionsException">ThrottlingException.</exception>
    public ValueTask<Turn> EnterAsync(CancellationToken cancellationToken) =>
        _places.Wait(0, cancellationToken) ? ValueTask.FromResult(new Turn(_places)) : WaitForTurnAsync(cancellationToken);

    /// <inheritdoc cref="EnterAsync"/>
    public ValueTask WaitForRoomAsync(TaskDispatcher dispatcher, CancellationToken cancellationToken) =>
        dispatcher.HasRoom ? ValueTask.CompletedTask : WaitOrThrottleAsync(dispatcher, cancellationToken);

    public void Dispose() => _places.Dispose();

    private async ValueTask<Turn> WaitForTurnAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.AdmissionTimeout, options.RealTime);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _places.WaitAsync(either.Token);
            return new Turn(_places);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw StepFunctionsException.Throttling();
        }
    }

    private async ValueTask WaitOrThrottleAsync(TaskDispatcher dispatcher, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.AdmissionTimeout, options.RealTime);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await dispatcher.WaitForRoomAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw StepFunctionsException.Throttling();
        }
    }
}

/// <summary>A place among the requests that are under way.</summary>
internal sealed class Turn(SemaphoreSlim places) : IDisposable
{
    public void Dispose() => _ = places.Release();
}
