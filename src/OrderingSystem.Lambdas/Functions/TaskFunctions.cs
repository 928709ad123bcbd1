using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Lambdas.Tasks.AskOperator;
using OrderingSystem.Lambdas.Tasks.AwaitCarrier;
using OrderingSystem.Lambdas.Tasks.BookShipment;
using OrderingSystem.Lambdas.Tasks.CancelShipment;
using OrderingSystem.Lambdas.Tasks.CheckShipment;
using OrderingSystem.Lambdas.Tasks.DecideBatch;
using OrderingSystem.Lambdas.Tasks.LoadCustomer;
using OrderingSystem.Lambdas.Tasks.NotifyCustomer;
using OrderingSystem.Lambdas.Tasks.ProbeCarrier;
using OrderingSystem.Lambdas.Tasks.RecordDecision;
using OrderingSystem.Lambdas.Tasks.RecordOrder;
using OrderingSystem.Lambdas.Tasks.RedriveBatch;
using OrderingSystem.Lambdas.Tasks.RejectOrder;
using OrderingSystem.Lambdas.Tasks.ReleaseOrders;
using OrderingSystem.Lambdas.Telemetry;

namespace OrderingSystem.Lambdas.Functions;

/// <summary>All tasks by function name. A definition's placeholder <c>${BookShipmentFunctionArn}</c> belongs to the function <c>BookShipment</c>.</summary>
public sealed class TaskFunctions
{
    private readonly Dictionary<string, TaskFunction> _functions;
    private readonly ILogger<TaskFunctions> _logger;

    public TaskFunctions(
        RecordOrderTask recordOrder,
        LoadCustomerTask loadCustomer,
        BookShipmentTask bookShipment,
        CheckShipmentTask checkShipment,
        NotifyCustomerTask notifyCustomer,
        AskOperatorTask askOperator,
        CancelShipmentTask cancelShipment,
        RejectOrderTask rejectOrder,
        AwaitCarrierTask awaitCarrier,
        ProbeCarrierTask probeCarrier,
        ReleaseOrdersTask releaseOrders,
        DecideBatchTask decideBatch,
        RecordDecisionTask recordDecision,
        RedriveBatchTask redriveBatch,
        ILogger<TaskFunctions> logger)
    {
        var json = TaskJson.Default;
        _logger = logger;
        _functions = new Dictionary<string, TaskFunction>(StringComparer.Ordinal)
        {
            ["RecordOrder"] = Function("RecordOrder", recordOrder, json.RecordOrderRequest, json.OrderReference),
            ["LoadCustomer"] = Function("LoadCustomer", loadCustomer, json.OrderReference, json.OrderReference),
            ["BookShipment"] = Function("BookShipment", bookShipment, json.OrderReference, json.BookShipmentResponse),
            ["CheckShipment"] = Function("CheckShipment", checkShipment, json.OrderReference, json.CheckShipmentResponse),
            ["NotifyCustomer"] = Function("NotifyCustomer", notifyCustomer, json.NotifyCustomerRequest, json.NotifyCustomerResponse),
            ["AskOperator"] = Function("AskOperator", askOperator, json.AskOperatorRequest, json.OrderReference),
            ["CancelShipment"] = Function("CancelShipment", cancelShipment, json.ClosingRequest, json.OrderReference),
            ["RejectOrder"] = Function("RejectOrder", rejectOrder, json.ClosingRequest, json.OrderReference),
            ["AwaitCarrier"] = Function("AwaitCarrier", awaitCarrier, json.AwaitCarrierRequest, json.OrderReference),
            ["ProbeCarrier"] = Function("ProbeCarrier", probeCarrier, json.ProbeCarrierRequest, json.LoopResponse),
            ["ReleaseOrders"] = Function("ReleaseOrders", releaseOrders, json.ReleaseOrdersRequest, json.LoopResponse),
            ["DecideBatch"] = Function("DecideBatch", decideBatch, json.DecideBatchRequest, json.LoopResponse),
            ["RecordDecision"] = Function("RecordDecision", recordDecision, json.RecordDecisionRequest, json.OrderReference),
            ["RedriveBatch"] = Function("RedriveBatch", redriveBatch, json.RedriveBatchRequest, json.RedriveBatchResponse),
        };
    }

    public IReadOnlyDictionary<string, TaskFunction> Functions => _functions;

    /// <summary>Runs one function and reports as the Lambda Invoke API does.</summary>
    /// <exception cref="KeyNotFoundException">There is no function of this name.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<FunctionResult> InvokeAsync(string functionName, ReadOnlyMemory<byte> payloadJson, CancellationToken cancellationToken)
    {
        var function = _functions[functionName];
        try
        {
            return new FunctionResult(await function(payloadJson, cancellationToken), null, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (exception is not FulfilmentException)
            {
                _logger.FunctionFailed(functionName, exception);
            }

            var error = LambdaFunctionError.From(exception);
            return new FunctionResult(error.ToUtf8Json(), "Unhandled", error);
        }
    }

    private static TaskFunction Function<TRequest, TResponse>(
        string name,
        ILambdaTask<TRequest, TResponse> task,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TResponse> responseType) => async (payloadJson, cancellationToken) =>
    {
        using var run = TaskRun.Begin(name);
        try
        {
            var request = Read(payloadJson.Span, requestType);
            run.WorksOn(request);
            var response = await task.HandleAsync(request, cancellationToken);
            run.Succeeded();
            return JsonSerializer.SerializeToUtf8Bytes(response, responseType);
        }
        catch (Exception exception)
        {
            run.Failed(exception);
            throw;
        }
    };

    private static TRequest Read<TRequest>(ReadOnlySpan<byte> payloadJson, JsonTypeInfo<TRequest> requestType)
    {
        try
        {
            return JsonSerializer.Deserialize(payloadJson, requestType) ?? throw new InvalidTaskInputException("The input is null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidTaskInputException(exception.Message);
        }
    }
}
