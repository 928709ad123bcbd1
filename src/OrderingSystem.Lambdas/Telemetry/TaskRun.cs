using System.Diagnostics;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Telemetry;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Lambdas.Functions;
using OrderingSystem.Lambdas.Runtime;
using OrderingSystem.Lambdas.Tasks.AskOperator;
using OrderingSystem.Lambdas.Tasks.AwaitCarrier;
using OrderingSystem.Lambdas.Tasks.NotifyCustomer;
using OrderingSystem.Lambdas.Tasks.RecordDecision;
using OrderingSystem.Lambdas.Tasks.RecordOrder;

namespace OrderingSystem.Lambdas.Telemetry;

/// <summary>One run of a task, told as a span of its execution's trace and as a measurement. Of what is thrown the name is told, never the message.</summary>
internal sealed class TaskRun : IDisposable
{
    private readonly string _task;
    private readonly Activity? _span;
    private readonly long _began = TimeProvider.System.GetTimestamp(); // what the caller waits, whatever the order's clock does
    private string _outcome = nameof(OperationCanceledException);

    private TaskRun(string task, Activity? span) => (_task, _span) = (task, span);

    public static TaskRun Begin(string task)
    {
        if (!OrderingTelemetry.Source.HasListeners())
        {
            return new TaskRun(task, null);
        }

        var parent = Activity.Current?.Context ?? TraceHeader.Read(TraceHeader.Incoming ?? InvocationScope.Current?.TraceId);
        var span = OrderingTelemetry.Source.StartActivity($"task {task}", ActivityKind.Consumer, parent);
        span?.SetTag(OrderingTelemetry.TaskTag, task);
        return new TaskRun(task, span);
    }

    public void WorksOn<TRequest>(TRequest request)
    {
        if (_span is null)
        {
            return;
        }

        var orderId = request switch
        {
            OrderReference order => order.OrderId,
            RecordOrderRequest order => order.Placed.OrderId,
            NotifyCustomerRequest order => order.OrderId,
            ClosingRequest order => order.OrderId,
            AskOperatorRequest order => order.OrderId,
            AwaitCarrierRequest order => order.OrderId,
            RecordDecisionRequest order => order.OrderId,
            _ => null,
        };
        if (OrderId.TryParse(orderId, out var known))
        {
            _span.SetTag(OrderingTelemetry.OrderIdTag, known.Value);
        }
    }

    public void Succeeded() => _outcome = OrderingTelemetry.Succeeded;

    public void Failed(Exception exception)
    {
        _outcome = exception.GetType().Name;
        if (exception is not FulfilmentException)
        {
            _span?.SetStatus(ActivityStatusCode.Error);
        }
    }

    public void Dispose()
    {
        _span?.SetTag(OrderingTelemetry.OutcomeTag, _outcome);
        _span?.Dispose();
        OrderingTelemetry.TaskDuration.Record(
            TimeProvider.System.GetElapsedTime(_began).TotalSeconds,
            new KeyValuePair<string, object?>(OrderingTelemetry.TaskTag, _task),
            new KeyValuePair<string, object?>(OrderingTelemetry.OutcomeTag, _outcome));
    }
}
