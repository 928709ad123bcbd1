using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Data;

/// <summary>What <c>$states</c> holds beside the input and the context object.</summary>
/// <param name="Result">Of a task, of the branches or of the iterations; null where the state has none yet.</param>
/// <param name="ErrorOutput">In a catcher; null elsewhere.</param>
internal readonly record struct QueryFacts(Payload? Result, Payload? ErrorOutput);
