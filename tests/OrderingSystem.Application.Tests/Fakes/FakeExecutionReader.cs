using System.Text.Json.Nodes;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Fakes;

/// <summary>State machines and executions as a test lays them down; redeems the tokens that it was told of.</summary>
public sealed class FakeExecutionReader : IExecutionReader, ICallbackTokens
{
    private readonly Dictionary<string, string> _machines = new(StringComparer.Ordinal);
    private readonly Dictionary<ExecutionKey, (string Status, List<HistoryEntry> Events)> _executions = [];

    /// <summary>Tokens that were redeemed, with what was sent.</summary>
    public List<(string Token, string Sent)> Redeemed { get; } = [];

    /// <summary>Tokens whose heartbeat was sent.</summary>
    public List<string> Beats { get; } = [];

    /// <summary>Every call answers "unavailable".</summary>
    public bool IsDown { get; set; }

    public HashSet<string> Awaited { get; } = new(StringComparer.Ordinal);

    public void AddMachine(string name, string definition) => _machines[name] = definition;

    public void AddExecution(ExecutionKey key, string status, params IReadOnlyList<HistoryEntry> events) => _executions[key] = (status, [.. events]);

    public static HistoryEntry Event(long id, string type, DateTimeOffset at, string? detailsName = null, JsonObject? details = null) =>
        new(id, id - 1, type, at, detailsName, details);

    public Task<IReadOnlyList<StateMachineSummary>> ListStateMachinesAsync(CancellationToken cancellationToken)
    {
        Refuse();
        return Task.FromResult<IReadOnlyList<StateMachineSummary>>([.. _machines.Keys.Order(StringComparer.Ordinal).Select(Summary)]);
    }

    public Task<StateMachineDetails?> FindStateMachineAsync(string name, CancellationToken cancellationToken)
    {
        Refuse();
        return Task.FromResult(_machines.TryGetValue(name, out var definition) ? new StateMachineDetails(Summary(name), "ACTIVE", definition, null) : null);
    }

    public Task<Page<ExecutionSummary>?> ListAsync(string stateMachine, string? status, PageRequest page, CancellationToken cancellationToken)
    {
        Refuse();
        if (!_machines.ContainsKey(stateMachine))
        {
            return Task.FromResult<Page<ExecutionSummary>?>(null);
        }

        var skip = page.Cursor is null ? 0 : int.TryParse(page.Cursor, out var number) ? number : throw new InvalidCursorException();
        var all = _executions.Where(pair => pair.Key.StateMachine == stateMachine && (status is null || pair.Value.Status == status)).ToList();
        return Task.FromResult<Page<ExecutionSummary>?>(new(
            [.. all.Skip(skip).Take(page.Limit).Select(pair => SummaryOf(pair.Key))],
            all.Count > skip + page.Limit ? $"{skip + page.Limit}" : null));
    }

    public Task<ExecutionDetails?> FindAsync(ExecutionKey key, CancellationToken cancellationToken)
    {
        Refuse();
        return Task.FromResult(_executions.ContainsKey(key)
            ? new ExecutionDetails(SummaryOf(key), "{}", null, null, null, _machines[key.StateMachine], "NOT_REDRIVABLE", "It is running.", null, null)
            : null);
    }

    public Task<Page<HistoryEntry>?> ReadHistoryAsync(ExecutionKey key, bool newestFirst, PageRequest page, CancellationToken cancellationToken)
    {
        Refuse();
        if (!_executions.TryGetValue(key, out var execution))
        {
            return Task.FromResult<Page<HistoryEntry>?>(null);
        }

        var skip = page.Cursor is null ? 0 : int.Parse(page.Cursor, System.Globalization.CultureInfo.InvariantCulture);
        var all = newestFirst ? execution.Events.AsEnumerable().Reverse().ToList() : execution.Events;
        return Task.FromResult<Page<HistoryEntry>?>(new(
            [.. all.Skip(skip).Take(page.Limit)], all.Count > skip + page.Limit ? $"{skip + page.Limit}" : null));
    }

    public Task<bool> SucceedAsync(TaskToken token, string output, CancellationToken cancellationToken) => RedeemAsync(token, output);

    public Task<bool> HeartbeatAsync(TaskToken token, CancellationToken cancellationToken)
    {
        Beats.Add(token.Reveal());
        return Task.FromResult(Awaited.Contains(token.Reveal()));
    }

    public Task<bool> FailAsync(TaskToken token, string error, string cause, CancellationToken cancellationToken) => RedeemAsync(token, $"{error}: {cause}");

    private Task<bool> RedeemAsync(TaskToken token, string sent)
    {
        if (!Awaited.Remove(token.Reveal()))
        {
            return Task.FromResult(false);
        }

        Redeemed.Add((token.Reveal(), sent));
        return Task.FromResult(true);
    }

    private void Refuse()
    {
        if (IsDown)
        {
            throw new WorkflowUnavailableException("Down, as the test asked.");
        }
    }

    private static StateMachineSummary Summary(string name) =>
        new(name, $"arn:aws:states:us-east-1:123456789012:stateMachine:{name}", "STANDARD", Samples.Start);

    private ExecutionSummary SummaryOf(ExecutionKey key) => new(
        key,
        $"arn:aws:states:us-east-1:123456789012:execution:{key.StateMachine}:{key.Name}",
        _executions[key].Status,
        Samples.Start,
        _executions[key].Status == "RUNNING" ? null : Samples.Start.AddHours(1),
        0,
        null);
}
