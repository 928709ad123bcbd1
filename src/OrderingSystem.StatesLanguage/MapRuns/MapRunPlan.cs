using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.MapRuns;

/// <summary>What a Distributed Map asks for: one child execution for each item.</summary>
/// <param name="MapRunId">Unique among the tasks of the execution; it comes back in the stimulus that ends the run.</param>
/// <param name="Arn"><c>arn:aws:states:region:account:mapRun:machine/label:uuid</c>.</param>
/// <param name="StateName">The Map state; <see cref="Definition.StateMachineDefinition.ProcessorOf"/> gives what the children run.</param>
/// <param name="Items">A JSON array.</param>
/// <param name="MaxConcurrency">Children at once; 0 for no bound of the definition's.</param>
/// <param name="ToleratedFailureCount">Children that may fail; null where no number is given.</param>
/// <param name="ToleratedFailurePercentage">Share of the children that may fail, 0 to 100; null where no share is given.</param>
/// <param name="ChildrenAreExpress">The children keep no history.</param>
public sealed record MapRunPlan(
    long MapRunId,
    string Arn,
    string StateName,
    Payload Items,
    int ItemCount,
    int MaxConcurrency,
    long? ToleratedFailureCount,
    double? ToleratedFailurePercentage,
    bool ChildrenAreExpress);
