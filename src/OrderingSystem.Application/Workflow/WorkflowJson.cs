using System.Text.Json.Serialization;

namespace OrderingSystem.Application.Workflow;

/// <summary>What the order side writes into executions. Stored for a year and longer: members are added, never renamed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PlacedOrder))]
[JsonSerializable(typeof(PlacedOrderContent))]
[JsonSerializable(typeof(DecisionOutput))]
public sealed partial class WorkflowJson : JsonSerializerContext;
