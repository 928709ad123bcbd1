using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Host.Composition;

/// <summary>
/// The tasks, before they exist. The engine takes up interrupted tasks as soon as it starts; the tasks need stores and a client whose address is known only
/// once the engine's endpoint listens. So the first calls wait here.
/// </summary>
internal sealed class LateFunctions
{
    private readonly TaskCompletionSource<TaskFunctions> _functions = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set(TaskFunctions functions) => _functions.SetResult(functions);

    public Task<TaskFunctions> GetAsync(CancellationToken cancellationToken) => _functions.Task.WaitAsync(cancellationToken);
}
