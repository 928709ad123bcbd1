using System.Text.Json.Serialization;
using OrderingSystem.Lambdas.Tasks.AskOperator;
using OrderingSystem.Lambdas.Tasks.BookShipment;
using OrderingSystem.Lambdas.Tasks.CheckShipment;
using OrderingSystem.Lambdas.Tasks.NotifyCustomer;
using OrderingSystem.Lambdas.Tasks.RecordOrder;

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
[JsonSerializable(typeof(LambdaFunctionError))]
public sealed partial class TaskJson : JsonSerializerContext;
