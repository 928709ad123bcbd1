using System.Runtime.CompilerServices;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>The executions of one run: starts them, finds them again, stops and redrives them.</summary>
internal sealed class ChildExecutions(MapRunServices services, MapRunRecord record)
{
    private readonly ChildNames _names = new(record.Arn[(record.Arn.LastIndexOf(':') + 1)..]);
    private StateMachines.StateMachineRevision? _revision;

    public int ChildOf(string executionName) => _names.ChildOf(executionName);

    /// <param name="executionId">A new number.</param>
    public async Task StartAsync(int child, long executionId, Payload input, MapRunParent parent)
    {
        var revision = _revision ??= await services.Store.ReadRevisionAsync(record.RevisionId, CancellationToken.None)
            ?? throw new StoredDataCorruptException("revisions", $"{record.RevisionId}", "a Map run refers to it, and it is not there");
        var name = _names.Of(child);
        var facts = new ExecutionFacts(
            revision.ExecutionArn(name), name, revision.Arn, revision.Name, revision.DefinitionId, revision.RoleArn, services.Now(), input,
            parent.Execution.Facts.TraceHeader)
        {
            TestCase = parent.Execution.Facts.TestCase,
        };
        _ = await services.Runner.StartAsync(executionId, revision, facts);
    }

    /// <summary>The executions' numbers by child; 0 for one that was not started.</summary>
    public async Task<long[]> NumbersAsync(CancellationToken cancellationToken)
    {
        var numbers = new long[record.Items?.ChildCount ?? 0];
        await foreach (var child in FindAsync(cancellationToken))
        {
            numbers[ChildOf(child.Name)] = child.ExecutionId;
        }

        return numbers;
    }

    /// <summary>Every child that was started, newest first.</summary>
    public async IAsyncEnumerable<ExecutionRecord> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int PageSize = 1_000;
        for (long? before = null; ;)
        {
            var page = await services.Store.ListAsync(record.StateMachineId, status: null, before, PageSize, cancellationToken);
            foreach (var child in page)
            {
                yield return child;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            before = page[^1].ExecutionId;
        }
    }

    public Task StopAsync(long executionId) => services.Runner.ApplyAsync(executionId, new StopRequested(default, 0, null, null));

    /// <returns>Whether the child goes on.</returns>
    public async Task<bool> RedriveAsync(long executionId) =>
        await services.Runner.ApplyAsync(executionId, new RedriveRequested(default, 0)) is { Changed: true };
}
