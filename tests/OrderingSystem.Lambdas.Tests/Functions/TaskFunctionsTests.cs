using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Tests.Functions;

public sealed class TaskFunctionsTests : IAsyncDisposable
{
    private static readonly string Id = OrderId.FromIdempotencyKey("a").Value;
    private static readonly string RecordPayload =
        $$$"""
        {"executionArn":"arn:aws:states:us-east-1:123456789012:execution:order:{{{Id}}}","placedAt":"2026-03-02T09:30:15.123Z",
         "placed":{"orderId":"{{{Id}}}","requestHash":"abc","placedBy":"admin","order":{"customerId":"C-0001","items":[{"description":"Tea","quantity":2}]} } }
        """;

    private readonly ServiceProvider _services = TestServices.Build();

    [Fact]
    public async Task Invoke_TheWholeWay_ShipsAndNotifies()
    {
        await AddCustomerAsync();

        (await InvokeAsync("RecordOrder", RecordPayload)).Should().Be($$"""{"orderId":"{{Id}}"}""");
        await InvokeAsync("RecordOrder", RecordPayload);
        await InvokeAsync("LoadCustomer", Reference);
        (await InvokeAsync("BookShipment", Reference)).Should().Contain("\"trackingNumber\":\"TRK0001\"");
        _services.GetRequiredService<FakeCarrier>().ShipAll();
        (await InvokeAsync("CheckShipment", Reference)).Should().Contain("shippedAt");
        await InvokeAsync("NotifyCustomer", $$"""{"orderId":"{{Id}}","kind":"shipped"}""");

        var order = await OrderAsync();
        order.Status.Should().Be(OrderStatus.Shipped);
        order.NotifiedAt.Should().NotBeNull();
        order.PlacedAt.Should().Be(Samples.Start);
    }

    [Fact]
    public async Task Invoke_Refusal_ReportsTheExceptionsNameWithoutAStackTrace()
    {
        await AddCustomerAsync();
        await InvokeAsync("RecordOrder", RecordPayload);
        _services.GetRequiredService<FakeCarrier>().IsDown = true;

        var result = await ResultAsync("BookShipment", Reference);

        result.FunctionError.Should().Be("Unhandled");
        Encoding.UTF8.GetString(result.Payload).Should().Be(
            """{"errorType":"CarrierUnavailableException","errorMessage":"Down, as the test asked.","stackTrace":[]}""");
    }

    [Fact]
    public async Task Invoke_OurOwnFault_ReportsItsStack()
    {
        await AddCustomerAsync();
        _services.GetRequiredService<InMemoryOrderStore>().BeforeWrite = () => throw new InvalidOperationException("broken");

        var result = await ResultAsync("RecordOrder", RecordPayload);

        result.Error!.ErrorType.Should().Be("InvalidOperationException");
        result.Error.StackTrace.Should().NotBeEmpty();
        result.Error.StackTrace!.Count.Should().BeLessThanOrEqualTo(LambdaFunctionError.MaxFrames);
    }

    [Theory]
    [InlineData("RecordOrder", "null")]
    [InlineData("RecordOrder", "{}")]
    [InlineData("RecordOrder", """{"executionArn":"x","placedAt":"2026-03-02T09:30:15Z","placed":{"orderId":"../x","requestHash":"h","placedBy":"a","order":{"customerId":"C-0001","items":[]}}}""")]
    [InlineData("BookShipment", "")]
    [InlineData("BookShipment", """{"orderId":"nonsense"}""")]
    [InlineData("NotifyCustomer", """{"orderId":"O-00000000000000000000000000","kind":"other"}""")]
    [InlineData("AskOperator", """{"orderId":"O-00000000000000000000000000"}""")]
    public async Task Invoke_BadInput_IsRefusedForGood(string function, string payload) =>
        (await ResultAsync(function, payload)).Error!.ErrorType.Should().Be("InvalidTaskInputException");

    [Theory]
    [InlineData("""{"Error":"BookingRefusedException","Cause":"{\"errorType\":\"BookingRefusedException\",\"errorMessage\":\"No such street.\",\"stackTrace\":[]}"}""", "No such street.")]
    [InlineData("""{"Error":"States.Timeout"}""", "States.Timeout")]
    [InlineData("""{"Error":"Custom","Cause":"plain words"}""", "plain words")]
    [InlineData("""{"Error":"Custom","Cause":"[1]"}""", "[1]")]
    public async Task AskOperator_AnyCause_IsShownInWords(string failure, string words)
    {
        await AddCustomerAsync();
        await InvokeAsync("RecordOrder", RecordPayload);

        await InvokeAsync("AskOperator", $$"""{"orderId":"{{Id}}","state":"BookShipment","failure":{{failure}},"taskToken":"secret"}""");

        var attention = (await OrderAsync()).Attention!;
        attention.Cause.Should().Be(words);
        attention.ToString().Should().NotContain("secret");
    }

    [Fact]
    public async Task LoadCustomer_UnknownCustomer_IsTheErrorThatRejects()
    {
        await InvokeAsync("RecordOrder", RecordPayload);

        (await ResultAsync("LoadCustomer", Reference)).Error!.ErrorType.Should().Be("CustomerNotFoundException");
        await InvokeAsync("RejectOrder", $$"""{"orderId":"{{Id}}","reason":"The customer does not exist."}""");

        (await OrderAsync()).Status.Should().Be(OrderStatus.Rejected);
    }

    [Fact]
    public async Task Invoke_CallerGivesUp_PassesTheCancellationThrough()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        _services.GetRequiredService<InMemoryOrderStore>().BeforeWrite = () => cancelled.Token.ThrowIfCancellationRequested();

        var invoke = () => _services.GetRequiredService<TaskFunctions>().InvokeAsync("RecordOrder", Encoding.UTF8.GetBytes(RecordPayload), cancelled.Token);

        await invoke.Should().ThrowAsync<OperationCanceledException>();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static string Reference => $$"""{"orderId":"{{Id}}"}""";

    private Task<bool> AddCustomerAsync() => _services.GetRequiredService<ICustomerStore>().TryAddAsync(Samples.Ada, default);

    private async Task<Order> OrderAsync() => (await _services.GetRequiredService<IOrderStore>().FindAsync(OrderId.Parse(Id), default))!;

    private Task<FunctionResult> ResultAsync(string function, string payload) =>
        _services.GetRequiredService<TaskFunctions>().InvokeAsync(function, Encoding.UTF8.GetBytes(payload), default);

    private async Task<string> InvokeAsync(string function, string payload)
    {
        var result = await ResultAsync(function, payload);
        result.FunctionError.Should().BeNull("it answered {0}", Encoding.UTF8.GetString(result.Payload));
        using var document = JsonDocument.Parse(result.Payload);
        return document.RootElement.GetRawText();
    }
}
