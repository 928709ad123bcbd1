using OrderingSystem.AdminApi.Lambda.Tests.Aws;
using OrderingSystem.Infrastructure.Tests.Stores.DynamoDb;
using OrderingSystem.Lambdas.Tests.Runtime;

[assembly: AssemblyFixture(typeof(NativeBootstrap))]
[assembly: AssemblyFixture(typeof(DynaliteServer))]
[assembly: AssemblyFixture(typeof(QueueServer))]

namespace OrderingSystem.AdminApi.Lambda.Tests;

/// <summary>The admin API's program over the adapters of AWS, with a carrier that takes hours to ship.</summary>
public sealed class LambdaAdminApiTests(NativeBootstrap bootstrap, DynaliteServer dynamoDb, QueueServer queues) : IAsyncLifetime
{
    private AwsOnLoopback _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await AwsOnLoopback.StartAsync(bootstrap, dynamoDb, queues, TimeSpan.FromHours(4));

    public ValueTask DisposeAsync() => _aws?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Order_PlacedFoundAndCancelled_IsOneOrderFromEndToEnd()
    {
        var ada = await _aws.AddCustomerAsync("Ada");
        var orderId = await _aws.PlaceAsync(ada, "one");

        (await _aws.PlaceAsync(ada, "one")).Should().Be(orderId, "the same key is the same order");
        var scheduled = await _aws.UntilAsync($"/api/orders/{orderId}", order => (string?)order["status"] == "Scheduled");
        ((string?)scheduled["placedBy"]).Should().Be("olga");
        ((string?)scheduled["executionArn"]).Should().Be($"arn:aws:states:us-east-1:123456789012:execution:ordering-test-order:{orderId}");
        foreach (var list in new[] { "/api/orders", "/api/orders?status=Scheduled", $"/api/orders?customerId={ada}", "/api/orders?search=ada@example.com", $"/api/orders?search={scheduled["trackingNumber"]}" })
        {
            (await _aws.AskAsync("GET", list))["items"]!.AsArray().Select(order => (string?)order!["orderId"]).Should().Equal([orderId], "{0} lists it", list);
        }

        await _aws.AskAsync("POST", $"/api/orders/{orderId}/cancel", """{"reason":"Changed her mind."}""");
        var cancelled = await _aws.UntilAsync($"/api/orders/{orderId}", order => (string?)order["status"] == "Cancelled" && order["notifiedAt"] is not null);
        cancelled["shippedAt"].Should().BeNull();
        _aws.Carrier.ReadShipments(orderId).Should().ContainSingle().Which.Status.ToString().Should().BeEquivalentTo("cancelled");
        var timeline = (await _aws.AskAsync("GET", $"/api/orders/{orderId}/timeline")).ToJsonString();
        timeline.Should().Contain("Changed her mind.");
        _aws.ShouldHaveKeptToTheirRights();
    }

    [Fact]
    public async Task Executions_OfTheDeploymentsMachines_AreFoundUnderTheNamesOfTheirFiles()
    {
        var orderId = await _aws.PlaceAsync(await _aws.AddCustomerAsync("Ada"), "one");
        await _aws.UntilAsync($"/api/orders/{orderId}", order => (string?)order["status"] == "Scheduled");

        var machines = (await _aws.AskAsync("GET", "/api/state-machines"))["items"]!.AsArray();
        machines.Select(machine => (string?)machine!["name"]).Should().Equal("bulk-decision", "bulk-redrive", "cancel-order", "carrier-watch", "order");
        machines.Select(machine => (string?)machine!["stateMachineArn"]).Should().OnlyContain(arn => arn!.Contains(":ordering-test-"));
        ((string?)(await _aws.AskAsync("GET", "/api/executions"))["items"]![0]!["name"]).Should().Be(orderId);
        ((string?)(await _aws.AskAsync("GET", $"/api/executions/{orderId}"))["execution"]!["status"]).Should().Be("RUNNING");
        (await _aws.AskAsync("GET", $"/api/executions/{orderId}/history"))["items"]!.AsArray().Should().NotBeEmpty();
        (await _aws.AskAsync("GET", "/api/carrier/probes"))["items"]!.AsArray().Should().BeEmpty();
        await _aws.AskAsync("GET", $"/api/orders/{orderId}/whereabouts");
        _aws.ShouldHaveKeptToTheirRights();
    }

    [Fact]
    public async Task Order_ThatTheCarrierRefuses_IsDecidedByAnOperatorAndByNobodyElse()
    {
        var nemo = await _aws.AddCustomerAsync("Nemo", "1 Pearl Street, Atlantis");
        var orderId = await _aws.PlaceAsync(nemo, "one");
        await _aws.UntilAsync($"/api/orders/{orderId}", order => order["attention"] is not null);

        (await _aws.AskAsync("GET", "/api/orders?attention=true"))["items"]!.AsArray().Should().ContainSingle();
        (await _aws.AskAsync("GET", "/api/waiting"))["items"]!.AsArray().Should().ContainSingle().Which!.ToJsonString().Should().Contain(orderId);
        (await _aws.Api.SendAsync(_aws.Admin, "POST", $"/api/orders/{orderId}/decision", """{"decision":"cancel"}""")).Status.Should().Be(403);
        await _aws.AskAsync("POST", $"/api/orders/{orderId}/decision", """{"decision":"cancel","note":"Nobody delivers there."}""");

        var cancelled = await _aws.UntilAsync($"/api/orders/{orderId}", order => (string?)order["status"] == "Cancelled" && order["notifiedAt"] is not null);
        cancelled["attention"].Should().BeNull();
        _aws.ShouldHaveKeptToTheirRights();
        (await _aws.Api.SendAsync(_aws.Operator, "POST", $"/api/orders/{orderId}/decision", """{"decision":"retry"}""")).Status.Should().Be(409);
    }

    [Fact]
    public async Task Customers_AddedCorrectedAndSearched_AreInTheTable()
    {
        var ada = await _aws.AddCustomerAsync("Ada");

        await _aws.AskAsync("PUT", $"/api/customers/{ada}", """{"name":"Ada Byron","email":"ada@example.com","phone":"+441632960001","address":"13 Mill Lane"}""");

        ((string?)(await _aws.AskAsync("GET", "/api/customers?search=byron"))["items"]!.AsArray().Single()!["customerId"]).Should().Be(ada);
        (await _aws.AskAsync("GET", $"/api/customers/{ada}/history"))["items"]!.AsArray().Should().NotBeEmpty();
        var second = """{"name":"Ada Again","email":"ada@example.com","phone":"+441632960777","address":"1 Hill"}""";
        (await _aws.Api.SendAsync(_aws.Admin, "POST", "/api/customers", second, "again")).Status.Should().Be(409);
        (await _aws.AskAsync("GET", "/api/audit"))["items"]!.AsArray().Should().HaveCountGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task Tokens_ThatAreNotForThisApi_OpenNothing()
    {
        (await StatusAsync(null)).Should().Be(401);
        (await StatusAsync(_aws.Cognito.Token("olga", ["operator"], client: "another-app"))).Should().Be(401);
        (await StatusAsync(_aws.Cognito.Token("olga", ["operator"], use: "id"))).Should().Be(401);
        (await StatusAsync(_aws.Cognito.Token("olga", ["operator"], issuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_other"))).Should().Be(401);
        (await StatusAsync(_aws.Cognito.TokenOfAnUnknownKey())).Should().Be(401);
        (await StatusAsync(_aws.Cognito.Token("nina", []))).Should().Be(403, "nobody gave her a group");
        (await StatusAsync(_aws.Admin)).Should().Be(200);
    }

    [Fact]
    public async Task WhatIsAbsentOnAws_Asked_SaysSo()
    {
        var clock = await _aws.Api.SendAsync(_aws.Operator, "GET", "/api/clock");
        var events = await _aws.Api.SendAsync(_aws.Operator, "GET", "/api/events");

        (clock.Status, (string?)clock.Body!["type"]).Should().Be((404, "urn:ordering-system:problem:no-demo-clock"));
        (events.Status, (string?)events.Body!["type"]).Should().Be((404, "urn:ordering-system:problem:no-live-events"));
        (await _aws.AskAsync("GET", "/api/notifications"))["items"]!.AsArray().Should().BeEmpty();
        (await _aws.AskAsync("GET", "/api/invariants"))["violations"]!.AsArray().Should().BeEmpty();
        ((string?)(await _aws.AskAsync("GET", "/readyz"))["status"]).Should().Be("ready");
    }

    /// <summary>A port of loopback at which nobody listens stands for a service that cannot be reached.</summary>
    [Theory]
    [InlineData("AWS_ENDPOINT_URL_DYNAMODB", "GET", "/api/orders", "store-unavailable")]
    [InlineData("AWS_ENDPOINT_URL_DYNAMODB", "GET", "/api/customers", "store-unavailable")]
    [InlineData("AWS_ENDPOINT_URL_DYNAMODB", "POST", "/api/orders", "store-unavailable")]
    [InlineData("AWS_ENDPOINT_URL_SFN", "GET", "/api/executions", "workflow-unavailable")]
    public async Task Request_ServiceRefusesConnections_IsAskedToComeAgain(string endpoint, string method, string path, string problem)
    {
        await using var api = await AdminApiProcess.StartAsync(AdminApiProcess.Built(), new Dictionary<string, string>(_aws.Variables)
        {
            ["ORDERING_JWT_ISSUER"] = _aws.Cognito.Issuer.AbsoluteUri,
            ["ORDERING_JWT_CLIENT_IDS"] = "web",
            [endpoint] = "http://127.0.0.1:9",
        });

        var (status, body) = await api.SendAsync(_aws.Operator, method, path, method == "POST" ? """{"customerId":"cus-1","items":[{"description":"Tea","quantity":2}]}""" : null, "one");

        (status, (string?)body?["type"]).Should().Be((503, "urn:ordering-system:problem:" + problem), "{0}", api.Log);
        (await api.SendAsync(null, "GET", "/readyz")).Status.Should().Be(endpoint == "AWS_ENDPOINT_URL_DYNAMODB" ? 503 : 200);
    }

    [Theory]
    [InlineData("ORDERS_TABLE", "TableName")]
    [InlineData("ORDERING_JWT_ISSUER", "issuer")]
    [InlineData("ORDER_STATE_MACHINE_ARN", "ARN")]
    public async Task Start_VariableMissing_EndsAndSaysWhich(string missing, string complaint)
    {
        var variables = new Dictionary<string, string>(_aws.Variables)
        {
            ["ORDERING_JWT_ISSUER"] = _aws.Cognito.Issuer.AbsoluteUri,
            ["ORDERING_JWT_CLIENT_IDS"] = "web",
        };
        variables.Remove(missing);

        var (exitCode, log) = await AdminApiProcess.RunAsync(AdminApiProcess.Built(), variables);

        exitCode.Should().Be(1);
        log.Should().Contain("cannot start").And.Contain(complaint);
    }

    private async Task<int> StatusAsync(string? token) => (await _aws.Api.SendAsync(token, "GET", "/api/orders")).Status;
}
