using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Testing;

/// <summary>What a state's data went through, step by step; null for a step that the state does not have, or did not come to.</summary>
/// <remarks>API Reference, <c>InspectionData</c>.</remarks>
public sealed record StateInspection
{
    public Payload? Input { get; internal set; }

    public Payload? AfterArguments { get; internal set; }

    public Payload? AfterInputPath { get; internal set; }

    public Payload? AfterParameters { get; internal set; }

    public Payload? Result { get; internal set; }

    public Payload? AfterResultSelector { get; internal set; }

    public Payload? AfterResultPath { get; internal set; }

    public Payload? AfterItemsPath { get; internal set; }

    /// <summary>What an item reader's pointer leads to.</summary>
    public Payload? AfterItemsPointer { get; internal set; }

    public Payload? AfterItemSelector { get; internal set; }

    /// <summary>An array of what each child would be given.</summary>
    public Payload? AfterItemBatcher { get; internal set; }

    /// <summary>The variables as the state leaves them; null where there are none.</summary>
    public Payload? Variables { get; internal set; }

    public long? MaxConcurrency { get; internal set; }

    public long? ToleratedFailureCount { get; internal set; }

    public double? ToleratedFailurePercentage { get; internal set; }

    /// <summary>The catcher that took the error, from 0.</summary>
    public int? CatchIndex { get; internal set; }

    /// <summary>The retrier that names the error, from 0, whether or not it has a try left.</summary>
    public int? RetryIndex { get; internal set; }

    /// <summary>Before the next try; null where there is none.</summary>
    public TimeSpan? RetryBackoff { get; internal set; }
}
