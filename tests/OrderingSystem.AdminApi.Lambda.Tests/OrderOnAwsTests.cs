using OrderingSystem.AdminApi.Lambda.Tests.Aws;
using OrderingSystem.Infrastructure.Tests.Stores.DynamoDb;
using OrderingSystem.Lambdas.Tests.Runtime;

namespace OrderingSystem.AdminApi.Lambda.Tests;

/// <summary>
/// Orders from the admin API to the customer's e-mail, through the adapters of AWS alone: signed requests, the definitions as they are deployed, a
/// process per function (the native executable, where it was published), a DynamoDB-compatible table, topic and queue.
/// </summary>
public sealed class OrderOnAwsTests(NativeBootstrap bootstrap, DynaliteServer dynamoDb, QueueServer queues) : IAsyncLifetime
{
    private AwsOnLoopback _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await AwsOnLoopback.StartAsync(bootstrap, dynamoDb, queues, TimeSpan.Zero);

    public ValueTask DisposeAsync() => _aws?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Order_CarrierUp_IsShippedAndItsCustomerToldOnce()
    {
        _aws.Email.Refuse(1); // the queue brings what was not delivered again
        var orderId = await _aws.PlaceAsync(await _aws.AddCustomerAsync("Ada"), "one");

        var order = await _aws.UntilAsync($"/api/orders/{orderId}", IsTold);

        ((string?)order["status"]).Should().Be("Shipped");
        ((string?)order["trackingNumber"]).Should().NotBeNull();
        await _aws.UntilAsync($"/api/executions/{orderId}", details => (string?)details["execution"]!["status"] == "SUCCEEDED");
        await EventuallySentAsync(1);
        _aws.Email.Sent.Single().ToJsonString().Should().Contain("ada@example.com");
        _aws.Notifications.Received.Should().BeGreaterThanOrEqualTo(2, "the first delivery was refused");
        _aws.Carrier.ReadShipments(orderId).Should().ContainSingle();
        var kinds = (await _aws.AskAsync("GET", $"/api/orders/{orderId}/timeline"))["items"]!.AsArray().Select(entry => (string?)entry!["kind"]).ToList();
        kinds.Should().Equal("placed", "scheduled", "shipped", "notified");
        _aws.Functions.Invocations["RecordOrder"].Should().Be(1);
        (await _aws.AskAsync("GET", "/api/invariants"))["violations"]!.AsArray().Should().BeEmpty();
        _aws.ShouldHaveKeptToTheirRights();
    }

    [Fact]
    public async Task Orders_CarrierDownAndBack_WaitByTaskTokenAreReleasedByTheWatchAndShip()
    {
        await _aws.StopCarrierAsync();
        var orders = new List<string>();
        foreach (var name in new[] { "Ada", "Bert", "Cleo", "Dora", "Emil", "Fay" })
        {
            orders.Add(await _aws.PlaceAsync(await _aws.AddCustomerAsync(name), "of-" + name));
        }

        var waiting = await _aws.UntilAsync("/api/carrier/waiting", list => list["items"]!.AsArray().Count == orders.Count);
        waiting["items"]!.AsArray().Select(item => (string?)item!["state"]).Should().OnlyContain(state => state == "BookShipment");
        (await _aws.AskAsync("GET", "/api/executions?stateMachine=carrier-watch&status=RUNNING"))["items"]!.AsArray().Should().ContainSingle("an outage has one watch");
        await _aws.StartCarrierAsync();

        foreach (var orderId in orders)
        {
            ((string?)(await _aws.UntilAsync($"/api/orders/{orderId}", IsTold))["status"]).Should().Be("Shipped");
            _aws.Carrier.ReadShipments(orderId).Should().ContainSingle();
        }

        await EventuallySentAsync(orders.Count);
        (await _aws.AskAsync("GET", "/api/carrier/probes"))["items"]!.AsArray().Should().Contain(probe => (bool)probe!["ok"]!);
        (await _aws.AskAsync("GET", "/api/invariants"))["violations"]!.AsArray().Should().BeEmpty();
        _aws.ShouldHaveKeptToTheirRights();
    }

    private static bool IsTold(System.Text.Json.Nodes.JsonNode order) => order["notifiedAt"] is not null;

    private async Task EventuallySentAsync(int count)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (_aws.Email.Sent.Count < count && !timeout.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        _aws.Email.Sent.Should().HaveCount(count);
    }
}
