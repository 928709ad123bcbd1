using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Tests.Routes;

/// <summary>What the cases lay down before they ask.</summary>
internal sealed class RouteBench(ApiServer api)
{
    public const string Token = "a-secret-token";

    private const string Definition =
        """
        { "StartAt": "Ask", "States": { "Ask": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "HeartbeatSeconds": 60, "End": true,
          "Parameters": { "FunctionName": "f", "Payload": { "orderId.$": "$.orderId", "taskToken.$": "$$.Task.Token" } } } } }
        """;

    public ApiServer Api => api;

    public static Order Order { get; } =
        Samples.OrderOf("a") with { ExecutionArn = FakeExecutionOperations.ArnOf(OrderId.FromIdempotencyKey("a").Value) };

    /// <summary>The order's id and the name of its execution.</summary>
    public static string Name => Order.OrderId.Value;

    public Task AddAsync(Order order) => api.Orders.TryAddAsync(order, [new TimelineEntry(order.PlacedAt, TimelineKind.Placed, "Placed.", order.PlacedBy)], default);

    /// <summary>It waits for a decision.</summary>
    /// <param name="isAwaited">False: somebody answered before.</param>
    public async Task AddAskingAsync(bool isAwaited = true)
    {
        if (isAwaited)
        {
            api.Workflow.Await(new TaskToken(Token));
        }

        var attention = new Attention("BookShipment", "BookingRefusedException", "No such street.", Samples.Start.AddMinutes(-5), 0, new TaskToken(Token));
        await AddAsync(Order with { Attention = attention });
    }

    /// <summary>It is accepted, and its record not written yet.</summary>
    public async Task PlaceAsync()
    {
        var answer = await api.SendAsync("POST", "/api/orders", """{"customerId":"C-0001","items":[{"description":"Desk","quantity":1}]}""", "a");
        answer.Status.Should().Be(202);
        answer.Json["orderId"]!.GetValue<string>().Should().Be(Name);
    }

    public async Task AddCallAsync()
    {
        await AddAsync(Order with { Status = OrderStatus.Shipped, ShippedAt = Samples.Start });
        await api.Ledger.OpenCallAsync(NotificationOf(NotificationChannel.Phone, Samples.Ada.Phone), Samples.Start, default);
    }

    public Task AddSentAsync() => api.Ledger.PostAsync(NotificationOf(NotificationChannel.Email, Samples.Ada.Email!), Samples.Start, default);

    /// <summary>An execution that waits for an answer.</summary>
    public void AddWaiting(string machine = "order")
    {
        AddMachine(machine);
        api.Executions.Awaited.Add(Token);
        api.Executions.AddExecution(
            new ExecutionKey(machine, Name),
            "RUNNING",
            FakeExecutionReader.Event(2, "TaskStateEntered", Samples.Start, "stateEnteredEventDetails", new JsonObject { ["name"] = "Ask", ["input"] = "{}" }),
            FakeExecutionReader.Event(3, "TaskScheduled", Samples.Start, "taskScheduledEventDetails", new JsonObject
            {
                ["resource"] = "invoke.waitForTaskToken",
                ["heartbeatInSeconds"] = 60L,
                ["parameters"] = $$$"""{"FunctionName":"f","Payload":{"orderId":"{{{Name}}}","taskToken":"{{{Token}}}"}}""",
            }),
            FakeExecutionReader.Event(4, "TaskSubmitted", Samples.Start, "taskSubmittedEventDetails", new JsonObject { ["resource"] = "invoke.waitForTaskToken" }));
    }

    /// <summary>An execution that waits for nobody.</summary>
    public void AddBusy()
    {
        AddMachine("order");
        api.Executions.AddExecution(
            new ExecutionKey("order", Name),
            "RUNNING",
            FakeExecutionReader.Event(2, "TaskStateEntered", Samples.Start, "stateEnteredEventDetails", new JsonObject { ["name"] = "Ask", ["input"] = "{}" }));
    }

    public void AddMachine(string name) => api.Executions.AddMachine(name, Definition);

    public Task ParkAsync() => api.Services.GetRequiredService<ParkOrder>().RunAsync(
        new ParkRequest(Name, Order.OrderId, "BookShipment", new TaskToken(Token)), wasAsked: true, default);

    public void LetCarrierBeDown(bool isDown) => ((FakeCarrier)api.Services.GetRequiredService<ICarrierGateway>()).IsDown = isDown;

    /// <summary>From now on Step Functions gives no answer to anybody, or does again.</summary>
    public void LetWorkflowBeDown(bool isDown = true) =>
        api.Workflow.IsDown = api.Companions.IsDown = api.Operations.IsDown = api.Executions.IsDown = isDown;

    /// <summary>A request before the one that the case asks.</summary>
    public async Task<ApiAnswer> BeforeAsync(string method, string path, string? body = null, string? key = null)
    {
        var answer = await api.SendAsync(method, path, body, key);
        answer.Status.Should().BeInRange(200, 299, "{0} {1} comes before", method, path);
        return answer;
    }

    private static Notification NotificationOf(NotificationChannel channel, string to) =>
        new(Order.OrderId, NotificationKind.Shipped, channel, to, "On its way", "Dear Ada,\n\nyour order has been shipped.\n");
}
