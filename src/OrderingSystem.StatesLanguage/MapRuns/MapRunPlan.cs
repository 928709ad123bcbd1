using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.MapRuns;

/// <summary>What a Distributed Map asks for: a child execution for each item, or for each batch of items.</summary>
/// <param name="MapRunId">Unique among the tasks of the execution; it comes back in the stimulus that ends the run.</param>
/// <param name="Arn"><c>arn:aws:states:region:account:mapRun:machine/label:uuid</c>.</param>
/// <param name="StateName">The Map state; <see cref="Definition.StateMachineDefinition.ProcessorOf"/> gives what the children run.</param>
/// <param name="Items">A JSON array; empty where <see cref="ItemReader"/> says where the items are.</param>
/// <param name="MaxConcurrency">Children at once; 0 for no bound of the definition's.</param>
/// <param name="ToleratedFailureCount">Items that may fail; null where no number is given.</param>
/// <param name="ToleratedFailurePercentage">Share of the items that may fail, 0 to 100; null where no share is given.</param>
/// <param name="ChildrenAreExpress">The children keep no history.</param>
public sealed record MapRunPlan(
    long MapRunId,
    string Arn,
    string StateName,
    Payload Items,
    int MaxConcurrency,
    long? ToleratedFailureCount,
    double? ToleratedFailurePercentage,
    bool ChildrenAreExpress)
{
    /// <summary>The state's ItemReader with its paths and expressions evaluated, for <see cref="ItemSource.Of"/>; null where the items are given.</summary>
    public Payload? ItemReader { get; init; }

    /// <summary>The state's ItemBatcher, evaluated, for <see cref="BatchLimits.Of"/>; null where each item has a child of its own.</summary>
    public Payload? ItemBatcher { get; init; }

    /// <summary>The state's ResultWriter, evaluated, for <see cref="ResultDestination.Of"/>; null where the results are the state's own.</summary>
    public Payload? ResultWriter { get; init; }

    /// <summary>The last part of the ARN: names the run among those of its label.</summary>
    public string RunName => Arn[(Arn.LastIndexOf(':') + 1)..];

    /// <summary><c>machine/label</c>: what the service calls the state machine of the children.</summary>
    public string ProcessorName
    {
        get
        {
            var path = Arn.AsSpan(0, Arn.LastIndexOf(':'));
            return path[(path.LastIndexOf(':') + 1)..].ToString();
        }
    }
}
