using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Data;

/// <summary>What a state hands on.</summary>
/// <param name="Assigned">The variables it assigns; null for none.</param>
internal readonly record struct StateData(Payload Output, JsonObject? Assigned);
