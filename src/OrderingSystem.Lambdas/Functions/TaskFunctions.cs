using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
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
    private readonly Dictionary<string, Lazy<TaskFunction>> _functions;
    private readonly ILogger<TaskFunctions> _logger;

    /// <param name="services">Makes the tasks; each when it is first asked for, because a function on AWS is only one of them.</param>
    public TaskFunctions(IServiceProvider services, ILogger<TaskFunctions> logger)
    {
        var json = TaskJson.Default;
        _logger = logger;
        _functions = new Dictionary<string, Lazy<TaskFunction>>(StringComparer.Ordinal)
        {
            ["RecordOrder"] = new(() => Function("RecordOrder", services.GetRequiredService<RecordOrderTask>(), json.RecordOrderRequest, json.OrderReference)),
            ["LoadCustomer"] = new(() => Function("LoadCustomer", services.GetRequiredService<LoadCustomerTask>(), json.OrderReference, json.OrderReference)),
            ["BookShipment"] = new(() => Function("BookShipment", services.GetRequiredService<BookShipmentTask>(), json.OrderReference, json.BookShipmentResponse)),
            ["CheckShipment"] = new(() => Function("CheckShipment", services.GetRequiredService<CheckShipmentTask>(), json.OrderReference, json.CheckShipmentResponse)),
            ["NotifyCustomer"] = new(() => Function("NotifyCustomer", services.GetRequiredService<NotifyCustomerTask>(), json.NotifyCustomerRequest, json.NotifyCustomerResponse)),
            ["AskOperator"] = new(() => Function("AskOperator", services.GetRequiredService<AskOperatorTask>(), json.AskOperatorRequest, json.OrderReference)),
            ["CancelShipment"] = new(() => Function("CancelShipment", services.GetRequiredService<CancelShipmentTask>(), json.ClosingRequest, json.OrderReference)),
            ["RejectOrder"] = new(() => Function("RejectOrder", services.GetRequiredService<RejectOrderTask>(), json.ClosingRequest, json.OrderReference)),
            ["AwaitCarrier"] = new(() => Function("AwaitCarrier", services.GetRequiredService<AwaitCarrierTask>(), json.AwaitCarrierRequest, json.OrderReference)),
            ["ProbeCarrier"] = new(() => Function("ProbeCarrier", services.GetRequiredService<ProbeCarrierTask>(), json.ProbeCarrierRequest, json.LoopResponse)),
            ["ReleaseOrders"] = new(() => Function("ReleaseOrders", services.GetRequiredService<ReleaseOrdersTask>(), json.ReleaseOrdersRequest, json.LoopResponse)),
            ["DecideBatch"] = new(() => Function("DecideBatch", services.GetRequiredService<DecideBatchTask>(), json.DecideBatchRequest, json.LoopResponse)),
            ["RecordDecision"] = new(() => Function("RecordDecision", services.GetRequiredService<RecordDecisionTask>(), json.RecordDecisionRequest, json.OrderReference)),
            ["RedriveBatch"] = new(() => Function("RedriveBatch", services.GetRequiredService<RedriveBatchTask>(), json.RedriveBatchRequest, json.RedriveBatchResponse)),
        };
    }

    /// <summary>Of all functions.</summary>
    public IReadOnlyCollection<string> Names => _functions.Keys;

    /// <summary>The function of a name; null where there is none.</summary>
    public TaskFunction? Find(string functionName) => _functions.TryGetValue(functionName, out var function) ? function.Value : null;

    /// <summary>Runs one function and reports as the Lambda Invoke API does.</summary>
    /// <exception cref="KeyNotFoundException">There is no function of this name.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<FunctionResult> InvokeAsync(string functionName, ReadOnlyMemory<byte> payloadJson, CancellationToken cancellationToken)
    {
        var function = _functions[functionName].Value;
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
