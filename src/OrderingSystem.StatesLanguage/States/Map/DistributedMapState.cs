using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.StatesLanguage.States.Map;

/// <summary>Runs its item processor once for each item, each time as an execution of its own: <c>"ProcessorConfig": { "Mode": "DISTRIBUTED" }</c>.</summary>
/// <remarks>States Language, "Map State"; Step Functions Developer Guide, "Distributed mode". The order of the events is as recorded from AWS.</remarks>
internal sealed record DistributedMapState : State
{
    public required StateGraph Processor { get; init; }

    public required bool ChildrenAreExpress { get; init; }

    /// <summary>Stands in the Map run's ARN; null for a random one.</summary>
    public required string? Label { get; init; }

    internal required MapItems Items { get; init; }

    internal required NumberField? MaxConcurrency { get; init; }

    internal required NumberField? ToleratedFailureCount { get; init; }

    internal required NumberField? ToleratedFailurePercentage { get; init; }

    /// <summary>Null where the items are in the state's input.</summary>
    internal required ItemReaderField? ItemReader { get; init; }

    /// <summary>Null where each item has a child of its own.</summary>
    internal required ItemBatcherField? ItemBatcher { get; init; }

    /// <summary>Null where the results are the state's own.</summary>
    internal required ResultWriterField? ResultWriter { get; init; }

    internal override IEnumerable<StateGraph> Graphs => [Processor];

    internal override HistoryEventType EnteredEvent => HistoryEventType.MapStateEntered;

    internal override HistoryEventType? ExitedEvent => HistoryEventType.MapStateExited;

    internal override HistoryEventType? FailedEvent => HistoryEventType.MapStateFailed;

    internal override HistoryEventType? AbortedEvent => HistoryEventType.MapStateAborted;

    internal override StateOutcome Enter(StateContext context)
    {
        var input = Data.Input(context);
        var atOnce = MaxConcurrency?.Evaluate(context, input) ?? 0;
        var items = context.Bench?.ReaderItems ?? (ItemReader is null ? Items.Read(context, input) : JsonArray.Empty); // beside a reader the service does not look at ItemsPath
        context.Inspection?.MaxConcurrency = (long)atOnce;
        context.Emit(HistoryEventType.MapStateStarted, new MapStateStartedDetails(items.Count));
        var (count, percentage) = (ToleratedFailureCount?.Evaluate(context, input), ToleratedFailurePercentage?.Evaluate(context, input));
        context.Inspection?.ToleratedFailureCount = (long?)count;
        context.Inspection?.ToleratedFailurePercentage = percentage;
        if (count < 0)
        {
            throw new EvaluationException(ErrorNames.Runtime, "ToleratedFailureCount cannot be negative.");
        }

        if (percentage is < 0 or > 100)
        {
            throw new EvaluationException(ErrorNames.Runtime, "ToleratedFailurePercentage must be between 0 and 100.");
        }

        var arn = context.NewMapRunArn(Label);
        var plan = new MapRunPlan(context.NewTask(mintToken: false), arn, Name, Payload.FromValue(items), (int)atOnce, (long?)count, percentage, ChildrenAreExpress)
        {
            ItemReader = ItemReader?.Evaluate(context, input),
            ItemBatcher = ItemBatcher?.Evaluate(context, input),
            ResultWriter = ResultWriter?.Evaluate(context, input),
        };
        context.Emit(HistoryEventType.MapRunStarted, new MapRunStartedDetails(arn));
        context.Start(plan);
        context.WaitFor(new WaitingForMapRun(plan));
        return Stay.Instance;
    }

    internal override StateOutcome Resume(StateContext context, Resumption resumption)
    {
        switch (resumption)
        {
            case TaskAnswered { Output: var results }:
                context.EmitBeside(HistoryEventType.MapStateSucceeded, null, after: context.EmitBeside(HistoryEventType.MapRunSucceeded, null));
                return new Exit(Data.Complete(context, results), Next); // the exit follows the run's start, as the service has it since 2024
            case TaskRefused { Error: var error }:
                context.Emit(HistoryEventType.MapRunFailed, new ErrorDetails(error.Name, error.Cause));
                context.WaitFor((WaitingForMapRun)context.Wait with { HasFailed = true });
                return new Failure(error);
            default:
                return base.Resume(context, resumption);
        }
    }
}
