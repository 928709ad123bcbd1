using System.Text.Json.Serialization;
using OrderingSystem.Lambdas.Tasks.AskOperator;
using OrderingSystem.Lambdas.Tasks.AwaitCarrier;
using OrderingSystem.Lambdas.Tasks.BookShipment;
using OrderingSystem.Lambdas.Tasks.CheckShipment;
using OrderingSystem.Lambdas.Tasks.DecideBatch;
using OrderingSystem.Lambdas.Tasks.NotifyCustomer;
using OrderingSystem.Lambdas.Tasks.ProbeCarrier;
using OrderingSystem.Lambdas.Tasks.RecordDecision;
using OrderingSystem.Lambdas.Tasks.RecordOrder;
using OrderingSystem.Lambdas.Tasks.RedriveBatch;
using OrderingSystem.Lambdas.Tasks.ReleaseOrders;

namespace OrderingSystem.Lambdas.Functions;

/// <summary>Payloads of the tasks. Executions of past releases still send theirs: members are added, with defaults, and never renamed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OrderReference))]
[JsonSerializable(typeof(ClosingRequest))]
[JsonSerializable(typeof(RecordOrderRequest))]
[JsonSerializable(typeof(BookShipmentResponse))]
[JsonSerializable(typeof(CheckShipmentResponse))]
[JsonSerializable(typeof(NotifyCustomerRequest))]
[JsonSerializable(typeof(NotifyCustomerResponse))]
[JsonSerializable(typeof(AskOperatorRequest))]
[JsonSerializable(typeof(AwaitCarrierRequest))]
[JsonSerializable(typeof(ProbeCarrierRequest))]
[JsonSerializable(typeof(ReleaseOrdersRequest))]
[JsonSerializable(typeof(DecideBatchRequest))]
[JsonSerializable(typeof(RecordDecisionRequest))]
[JsonSerializable(typeof(RedriveBatchRequest))]
[JsonSerializable(typeof(RedriveBatchResponse))]
[JsonSerializable(typeof(LoopResponse))]
[JsonSerializable(typeof(LambdaFunctionError))]
public sealed partial class TaskJson : JsonSerializerContext;
