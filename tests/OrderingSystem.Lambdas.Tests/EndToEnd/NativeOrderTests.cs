using System.Text.Json;
using BobsPost.Simulator;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Infrastructure.Stores.DynamoDb;
using OrderingSystem.Infrastructure.Tests.Stores.DynamoDb;
using OrderingSystem.Lambdas.Tests.Runtime;

[assembly: AssemblyFixture(typeof(DynaliteServer))]

namespace OrderingSystem.Lambdas.Tests.EndToEnd;

/// <summary>
/// One order through the native executable, a process per function as on Lambda, over the adapters of AWS: a DynamoDB-compatible server, SNS and SES on
/// loopback, and the carrier's simulator.
/// </summary>
public sealed class NativeOrderTests(NativeBootstrap bootstrap, DynaliteServer dynamoDb) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ordering-native").FullName;
    private AwsStandIn _aws = null!;
    private SimulatorServer _carrier = null!;
    private string _table = string.Empty;

    public async ValueTask InitializeAsync()
    {
        bootstrap.Require();
        _aws = await AwsStandIn.StartAsync();
        _table = await dynamoDb.CreateTableAsync();
        _carrier = await SimulatorServer.StartAsync(
            new SimulatorOptions
            {
                Url = "http://127.0.0.1:0",
                DataFile = Path.Combine(_folder, "carrier.db"),
                MinDispatchDelay = TimeSpan.Zero,
                MaxDispatchDelay = TimeSpan.Zero,
            },
            TimeProvider.System,
            CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_carrier is not null)
        {
            await _carrier.DisposeAsync();
            await _aws.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Order_EveryTaskRunTwice_IsBookedOnceShippedAndNotifiedOnce()
    {
        using var client = dynamoDb.CreateClient();
        var options = Options.Create(new DynamoDbStoreOptions { TableName = _table });
        await new DynamoDbCustomerStore(client, options).AddAsync(Samples.Ada, [], default);
        var orderId = OrderId.FromIdempotencyKey("native");
        var reference = $$"""{"orderId":"{{orderId}}"}""";

        await RunTwiceAsync("RecordOrder", $$"""
            {"executionArn":"arn:aws:states:us-east-1:123456789012:execution:order:{{orderId}}","placedAt":"2026-03-02T09:30:15.123Z","placed":{
              "orderId":"{{orderId}}","requestHash":"{{new string('a', 64)}}","placedBy":"admin",
              "order":{"customerId":"{{Samples.Ada.CustomerId}}","items":[{"description":"Tea","quantity":2}] } } }
            """);
        await RunTwiceAsync("LoadCustomer", reference);
        await RunTwiceAsync("BookShipment", reference);
        await RunTwiceAsync("CheckShipment", reference);
        await RunTwiceAsync("NotifyCustomer", $$"""{"orderId":"{{orderId}}","kind":"shipped"}""");
        var message = _aws.Published.Should().ContainSingle().Subject;
        var batch = JsonSerializer.Serialize(new { Records = new[] { new { messageId = "m-1", body = message } } });
        (await RunTwiceAsync("SendEmail", batch)).Should().OnlyContain(response => response == """{"batchItemFailures":[]}""");

        var order = (await new DynamoDbOrderStore(client, options).FindAsync(orderId, default))!;
        order.Status.Should().Be(OrderStatus.Shipped);
        order.NotifiedAt.Should().NotBeNull();
        order.Attention.Should().BeNull();
        _aws.Emails.Should().ContainSingle().Which.Should().Contain(Samples.Ada.Email);
        using var http = new HttpClient();
        using var ledger = JsonDocument.Parse(await http.GetStringAsync(new Uri($"{_carrier.Url}/simulator/ledger")));
        var shipment = ledger.RootElement.GetProperty("shipments").EnumerateArray().Should().ContainSingle().Subject;
        shipment.GetProperty("clientReference").GetString().Should().Be(orderId.Value);
    }

    /// <summary>As Step Functions may: each run in an execution environment of its own.</summary>
    private async Task<List<string>> RunTwiceAsync(string function, string payloadJson)
    {
        var responses = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var server = await RuntimeApiServer.StartAsync();
            await using var process = bootstrap.Start(
                server,
                function,
                ("ORDERS_TABLE", _table),
                ("CARRIER_URL", _carrier.Url),
                ("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.Url),
                ("AWS_ENDPOINT_URL_SNS", _aws.Url),
                ("AWS_ENDPOINT_URL_SESV2", _aws.Url));
            var answer = await server.InvokeAsync(payloadJson);
            answer.Kind.Should().Be("response", "{0} answered {1}", function, answer.Json);
            responses.Add(answer.Json);
        }

        return responses;
    }
}
