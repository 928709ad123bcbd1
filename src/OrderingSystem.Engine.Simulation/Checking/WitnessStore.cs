using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Simulation.Checking;

/// <summary>Shows a witness each commit: when it begins, and what was answered.</summary>
internal sealed class WitnessStore(IExecutionStore inner, Witness witness) : PassingStore(inner)
{
    private readonly IExecutionStore _inner = inner;

    public override async Task CommitAsync(ExecutionCommit commit, CancellationToken cancellationToken)
    {
        witness.Began(commit);
        try
        {
            await _inner.CommitAsync(commit, cancellationToken);
        }
        catch (Exception refusal) when (refusal is ExecutionConflictException or ExecutionNameTakenException)
        {
            witness.Refused(commit);
            throw;
        }

        witness.Acknowledged(commit);
    }
}
