using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Entropy;
using OrderingSystem.Engine.Express;
using OrderingSystem.Engine.Nested;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Versions;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine;

/// <content>Starting executions: Standard, Express, and those that a task waits for.</content>
public sealed partial class StepFunctionsEngine
{
    public async Task<ExecutionStarted> StartExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var busy = _idle.Enter();
        await FinishDeletionsAsync(cancellationToken);
        var target = await _versions.ResolveAsync(request.StateMachineArn, _entropy.NextSeed, cancellationToken);
        var machine = target.Revision;
        var name = request.Name ?? _entropy.NextUuid().ToString();
        ResourceName.Require(name);
        var input = ReadInput(request.Input);
        using var turn = await _admission.EnterAsync(cancellationToken);
        if (machine.Type == StateMachineType.Express)
        {
            await _admission.WaitForRoomAsync(_runner.Dispatcher, cancellationToken); // it lives in memory alone
            if (request.AwaitedBy is not null)
            {
                throw StepFunctionsException.StateMachineTypeNotSupported(); // it leaves nothing that could be waited for
            }

            var id = _entropy.NextUuid().ToString();
            return await _express.StartAsync(machine, ExpressFacts(target, name, id, input, request), id, cancellationToken);
        }

        var facts = new ExecutionFacts(
            machine.ExecutionArn(name), name, machine.Arn, machine.Name, machine.DefinitionId, machine.RoleArn, Now(), input, request.TraceHeader)
        {
            Version = target.Version,
            Alias = target.Alias,
            TestCase = target.TestCase,
        };
        return request.AwaitedBy is { } task ? await StartChildAsync(machine, facts, task, cancellationToken) : await StartAsync(machine, facts, cancellationToken);
    }

    private async Task<ExecutionStarted> StartAsync(StateMachineRevision machine, ExecutionFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            _ = await _runner.StartAsync(_numbers.Next(), machine, facts);
            return new ExecutionStarted(facts.Arn, facts.StartTime);
        }
        catch (ExecutionNameTakenException taken)
        {
            return await AnswerRepeatedStartAsync(taken.ExistingExecutionId, facts, cancellationToken);
        }
    }

    public async Task<SyncExecution> StartSyncExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var busy = _idle.Enter();
        await FinishDeletionsAsync(cancellationToken);
        var target = await _versions.ResolveAsync(request.StateMachineArn, _entropy.NextSeed, cancellationToken);
        var machine = target.Revision;
        if (machine.Type != StateMachineType.Express)
        {
            throw StepFunctionsException.StateMachineTypeNotSupported();
        }

        var name = request.Name ?? _entropy.NextUuid().ToString();
        ResourceName.Require(name);
        var input = ReadInput(request.Input);
        Task<SyncExecution> execution;
        using (await _admission.EnterAsync(cancellationToken))
        {
            await _admission.WaitForRoomAsync(_runner.Dispatcher, cancellationToken);
            execution = _express.RunAsync(machine, ExpressFacts(target, name, _entropy.NextUuid().ToString(), input, request), cancellationToken);
        }

        busy.Dispose(); // whoever waits for the end must not keep the clock from moving on to it
        return await execution;
    }

    /// <summary>Who waits is on disk before the child is; a task that asks again after a crash finds the child that it started, whether it has ended or not.</summary>
    private async Task<ExecutionStarted> StartChildAsync(StateMachineRevision machine, ExecutionFacts facts, AwaitingTask task, CancellationToken cancellationToken)
    {
        var children = _runner.Children!;
        var asksAgain = children.Waits(facts.Arn, task);
        if (!asksAgain)
        {
            await children.AddAsync(facts.Arn, task, cancellationToken);
        }

        try
        {
            return await StartAsync(machine, facts, cancellationToken);
        }
        catch (StepFunctionsException) when (asksAgain)
        {
            var existing = await FindAsync(facts.Arn, cancellationToken);
            children.Ended(facts.Arn);
            return new ExecutionStarted(facts.Arn, existing.StartTime);
        }
        catch (StepFunctionsException)
        {
            await children.RemoveAsync(facts.Arn, task);
            throw;
        }
    }

    /// <summary>The same name with the same input, while the first still runs, is the same request again.</summary>
    private async Task<ExecutionStarted> AnswerRepeatedStartAsync(long existingId, ExecutionFacts facts, CancellationToken cancellationToken)
    {
        var existing = await _store.GetAsync(existingId, cancellationToken);
        return existing is { Status: ExecutionStatus.Running }
            && await _store.ReadOriginAsync(existingId, cancellationToken) is { } origin && origin.Input.Equals(facts.Input)
            ? new ExecutionStarted(facts.Arn, existing.StartTime)
            : throw StepFunctionsException.ExecutionAlreadyExists(facts.Arn);
    }

    private ExecutionFacts ExpressFacts(StartTarget target, string name, string id, Payload input, StartExecutionRequest request) =>
        ExpressOperations.Facts(target.Revision, Arns.ExpressExecution(target.Revision.Arn, name, id), name, Now(), input, request.TraceHeader) with
        {
            Version = target.Version,
            Alias = target.Alias,
            TestCase = target.TestCase,
        };
}
