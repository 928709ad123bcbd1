using System.Text.Encodings.Web;
using System.Text.Json;
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
[JsonSerializable(typeof(ReleaseOutput))]
[JsonSerializable(typeof(CarrierWatchInput))]
[JsonSerializable(typeof(CancelOrderInput))]
[JsonSerializable(typeof(BulkDecisionInput))]
[JsonSerializable(typeof(BulkRedriveInput))]
[JsonSerializable(typeof(Executions.RedriveAnswer))]
public sealed partial class WorkflowJson : JsonSerializerContext
{
    /// <summary>
    /// Writes letters of all scripts as they are. Escaped, each would take six bytes, and the largest order that is allowed would exceed the
    /// 262,144 bytes that an execution's input may have.
    /// </summary>
    public static WorkflowJson Compact =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
