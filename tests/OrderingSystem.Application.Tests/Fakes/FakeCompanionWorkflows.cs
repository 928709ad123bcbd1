using System.Text.Json;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Fakes;

/// <summary>Runs nothing, and answers as Step Functions does.</summary>
public sealed class FakeCompanionWorkflows : ICompanionWorkflows
{
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);

    /// <summary>Names, in the order in which they were started; each once.</summary>
    public List<string> Started { get; } = [];

    private readonly Dictionary<string, CompanionInput> _inputs = new(StringComparer.Ordinal);

    /// <summary>As the execution would have it.</summary>
    public string InputOf(string name) => JsonSerializer.Serialize(_inputs[name], _inputs[name].GetType(), WorkflowJson.Compact);

    public List<TaskToken> Released { get; } = [];

    /// <summary>Tokens that nobody waits with any more.</summary>
    public HashSet<TaskToken> Spent { get; } = [];

    /// <summary>Every call answers "unavailable".</summary>
    public bool IsDown { get; set; }

    public void End(string name) => _ended.Add(name);

    public Task<CompanionRun> StartAsync(CompanionInput input, CancellationToken cancellationToken)
    {
        Refuse();
        if (!Started.Contains(input.ExecutionName))
        {
            Started.Add(input.ExecutionName);
            _inputs[input.ExecutionName] = input;
        }

        return Task.FromResult(_ended.Contains(input.ExecutionName) ? CompanionRun.Ended : CompanionRun.Running);
    }

    public Task<bool> ReleaseAsync(TaskToken token, ReleaseOutput output, CancellationToken cancellationToken)
    {
        Refuse();
        if (!Spent.Add(token))
        {
            return Task.FromResult(false);
        }

        Released.Add(token);
        return Task.FromResult(true);
    }

    private void Refuse()
    {
        if (IsDown)
        {
            throw new WorkflowUnavailableException("Down, as the test asked.");
        }
    }
}
