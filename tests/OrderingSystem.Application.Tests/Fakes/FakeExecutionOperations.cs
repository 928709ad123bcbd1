using System.Runtime.CompilerServices;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Application.Tests.Fakes;

/// <summary>Executions as a test puts them, and what was done to them.</summary>
public sealed class FakeExecutionOperations(TimeProvider clock) : IExecutionOperations
{
    public Dictionary<string, ExecutionState> Executions { get; } = new(StringComparer.Ordinal);

    public List<string> Redriven { get; } = [];

    /// <summary>Every call answers "unavailable".</summary>
    public bool IsDown { get; set; }

    public Dictionary<string, PlacedOrder> Runs { get; } = new(StringComparer.Ordinal);

    public void Put(
        string name, string status, string? notRedrivable = null, string? error = null, DateTimeOffset? stoppedAt = null, string? input = null) =>
        Executions[name] = new ExecutionState(
            name, ArnOf(name), status, status == "RUNNING" ? "Execution is RUNNING and cannot be redriven" : notRedrivable, error, clock.GetUtcNow(),
            status == "RUNNING" ? null : stoppedAt ?? clock.GetUtcNow())
        {
            Input = input,
        };

    public static string ArnOf(string name) => $"arn:aws:states:us-east-1:123456789012:execution:{ExecutionNames.MachineOf(name)}:{name}";

    public Task<ExecutionState?> FindAsync(string name, CancellationToken cancellationToken)
    {
        Refuse();
        return Task.FromResult(Executions.GetValueOrDefault(name));
    }

    public Task<string?> RedriveAsync(string name, CancellationToken cancellationToken)
    {
        Redriven.Add(name);
        Put(name, "RUNNING");
        return Task.FromResult<string?>(null);
    }

    public Task StopAsync(string name, string error, string cause, CancellationToken cancellationToken)
    {
        Put(name, "ABORTED", error: error);
        return Task.CompletedTask;
    }

    public Task<WorkflowStart> StartRunAsync(string name, PlacedOrder input, CancellationToken cancellationToken)
    {
        if (Executions.ContainsKey(name))
        {
            return Task.FromResult<WorkflowStart>(new WorkflowStart.NameTaken());
        }

        Put(name, "RUNNING");
        Runs[name] = input;
        return Task.FromResult<WorkflowStart>(new WorkflowStart.Started(ArnOf(name), clock.GetUtcNow()));
    }

    private void Refuse()
    {
        if (IsDown)
        {
            throw new WorkflowUnavailableException("Down, as the test asked.");
        }
    }

    public RedriveStep? LatestStep { get; set; }

    public Task<RedriveStep?> FindLatestStepAsync(string jobId, CancellationToken cancellationToken) => Task.FromResult(LatestStep);

    public async IAsyncEnumerable<FailedExecution> ListFailedAsync(string machine, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var execution in Executions.Values.Where(found => found.Status is "FAILED" or "TIMED_OUT" && ExecutionNames.MachineOf(found.Name) == machine).ToList())
        {
            yield return new FailedExecution(execution.Name, execution.StartedAt, execution.StoppedAt!.Value);
        }
    }
}
