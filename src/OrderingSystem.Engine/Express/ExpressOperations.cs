using System.Text.Json;
using Microsoft.Extensions.Logging;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Catalog;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Express;

/// <summary>
/// StartExecution and StartSyncExecution of Express state machines. An asynchronous start is on disk before it is answered and until the execution has
/// ended; an engine that starts runs again, from the beginning, what its predecessor did not end: at least once. A synchronous one is not stored: at most once.
/// </summary>
internal sealed class ExpressOperations
{
    private const string Prefix = "express/";

    /// <summary>Billing goes by steps of 100 ms and 64 MB.</summary>
    private const long BilledStep = 100;
    private const int BilledMemory = 64;

    private readonly IExecutionStore _store;
    private readonly ILogger _logger;
    private IReadOnlyList<CatalogEntry> _unfinished;

    private ExpressOperations(ExpressRunner runner, IExecutionStore store, IReadOnlyList<CatalogEntry> unfinished, ILogger logger) =>
        (Runner, _store, _unfinished, _logger) = (runner, store, unfinished, logger);

    public ExpressRunner Runner { get; }

    /// <summary>Reads what the last owner of the store did not end, before anything new can be among it.</summary>
    public static async Task<ExpressOperations> LoadAsync(ExpressRunner runner, IExecutionStore store, ILogger logger, CancellationToken cancellationToken) =>
        new(runner, store, await store.ReadCatalogAsync(Prefix, cancellationToken), logger);

    /// <param name="id">Tells executions of the same name apart.</param>
    public async Task<ExecutionStarted> StartAsync(StateMachineRevision machine, ExecutionFacts facts, string id, CancellationToken cancellationToken)
    {
        var start = new StoredExpressStart(machine.Id, facts.Arn, facts.Name, facts.Input.ToString(), facts.TraceHeader)
        {
            Version = facts.Version,
            Alias = facts.Alias,
            TestCase = facts.TestCase,
        };
        await _store.WriteCatalogAsync([new CatalogEntry(Prefix + id, JsonSerializer.SerializeToUtf8Bytes(start, CatalogJson.Default.StoredExpressStart))], cancellationToken);
        try
        {
            _ = Runner.RunAsync(machine, facts, () => _ = ForgetAsync(id));
        }
        catch (StepFunctionsException)
        {
            await _store.WriteCatalogAsync([new CatalogEntry(Prefix + id, null)], CancellationToken.None); // it was refused after all
            throw;
        }

        return new ExecutionStarted(facts.Arn, facts.StartTime);
    }

    /// <summary>Runs an execution and waits for its end.</summary>
    public async Task<SyncExecution> RunAsync(StateMachineRevision machine, ExecutionFacts facts, CancellationToken cancellationToken)
    {
        var ended = await Runner.RunAsync(machine, facts).WaitAsync(cancellationToken);
        var error = ended.Error ?? (ended.Status == ExecutionStatus.TimedOut ? new StatesError(ErrorNames.Timeout, null) : null);
        var stopped = ended.StopTime ?? facts.StartTime;
        var milliseconds = (long)(stopped - facts.StartTime).TotalMilliseconds;
        return new SyncExecution(facts.Arn, machine.Arn, facts.Name, ended.Status, facts.StartTime, stopped, facts.Input, ended.Output, error?.Name, error?.Cause, facts.TraceHeader,
            Math.Max(1, (milliseconds + BilledStep - 1) / BilledStep) * BilledStep, BilledMemory);
    }

    /// <summary>Runs again what was accepted and had not ended when the last owner of the store stopped.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in _unfinished)
        {
            var start = JsonSerializer.Deserialize(entry.Value!, CatalogJson.Default.StoredExpressStart)!;
            var revision = await _store.ReadRevisionAsync(start.RevisionId, cancellationToken)
                ?? throw new StoredDataCorruptException("meta", entry.Name, "it names a revision that is not there.");
            await Runner.Dispatcher.WaitForRoomAsync(cancellationToken);
            var facts = Facts(revision, start.Arn, start.Name, Runner.Now(), Payload.FromText(start.Input), start.TraceHeader) with
            {
                Version = start.Version,
                Alias = start.Alias,
                TestCase = start.TestCase,
            };
            _ = Runner.RunAsync(revision, facts, () => _ = ForgetAsync(entry.Name[Prefix.Length..]), isAccepted: true);
        }

        _unfinished = [];
    }

    public static ExecutionFacts Facts(StateMachineRevision machine, string arn, string name, DateTimeOffset time, Payload input, string? traceHeader) =>
        new(arn, name, machine.Arn, machine.Name, machine.DefinitionId, machine.RoleArn, time, input, traceHeader);

    private async Task ForgetAsync(string id)
    {
        using var busy = Runner.Idle.Enter();
        try
        {
            await _store.WriteCatalogAsync([new CatalogEntry(Prefix + id, null)], CancellationToken.None);
        }
        catch (Exception failure) // it stays stored, and so is run once more: at least once
        {
            _logger.ExpressEndNotStored(failure, id);
        }
    }
}
