using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Orders;

public sealed class PlaceOrderTests
{
    private static readonly PlaceOrderCommand Command = new("key-1", "C-0001", [new OrderItem("Tea", 2)], "Ring twice.", "admin");

    private readonly FakeTimeProvider _clock = new(Samples.Start);
    private readonly InMemoryOrderStore _orders = new();
    private readonly InMemoryCustomerStore _customers = new();
    private readonly FakeOrderWorkflow _workflow;
    private readonly PlaceOrder _placeOrder;

    public PlaceOrderTests()
    {
        _workflow = new FakeOrderWorkflow(_clock);
        _placeOrder = new PlaceOrder(_orders, _customers, _workflow);
        _ = _customers.AddAsync(Samples.Ada, [], default).GetAwaiter().GetResult();
    }

    [Fact]
    public async Task Run_ValidCommand_StartsOneExecutionAndAnswersTheOrder()
    {
        var result = await _placeOrder.RunAsync(Command, default);

        var order = result.Should().BeOfType<PlaceOrderResult.Accepted>().Subject.Order;
        order.OrderId.Should().Be(OrderId.FromIdempotencyKey("key-1"));
        order.PlacedAt.Should().Be(Samples.Start);
        order.Status.Should().Be(OrderStatus.Placed);
        order.Customer.Should().Be(Samples.Ada.Contact);
        _workflow.Executions.Should().Be(1);
    }

    [Fact]
    public async Task Run_SameCommandLaterByAnotherAdmin_AnswersTheFirstOrder()
    {
        var first = await _placeOrder.RunAsync(Command, default);
        _clock.Advance(TimeSpan.FromMinutes(5));

        var second = await _placeOrder.RunAsync(Command with { PlacedBy = "somebody-else" }, default);

        second.Should().BeEquivalentTo(first, options => options.RespectingRuntimeTypes());
        _workflow.Executions.Should().Be(1);
    }

    [Fact]
    public async Task Run_SameCommandAfterTheExecutionEnded_AnswersTheFirstOrder()
    {
        var first = await _placeOrder.RunAsync(Command, default);
        _workflow.End(OrderId.FromIdempotencyKey("key-1"));

        (await _placeOrder.RunAsync(Command, default)).Should().BeEquivalentTo(first, options => options.RespectingRuntimeTypes());
    }

    [Fact]
    public async Task Run_OtherBodyUnderTheSameKey_IsRefused()
    {
        await _placeOrder.RunAsync(Command, default);

        var result = await _placeOrder.RunAsync(Command with { Items = [new OrderItem("Tea", 3)] }, default);

        result.Should().Be(new PlaceOrderResult.KeyReused(OrderId.FromIdempotencyKey("key-1")));
        _workflow.Executions.Should().Be(1);
    }

    [Fact]
    public async Task Run_RecordedOrder_IsComparedWithTheRecordAndStartsNothing()
    {
        var accepted = (PlaceOrderResult.Accepted)await _placeOrder.RunAsync(Command, default);
        await _orders.TryAddAsync(accepted.Order, [], default);
        _workflow.IsDown = true;

        var same = await _placeOrder.RunAsync(Command, default);
        var other = await _placeOrder.RunAsync(Command with { Note = null }, default);

        same.Should().BeOfType<PlaceOrderResult.Accepted>();
        other.Should().BeOfType<PlaceOrderResult.KeyReused>();
    }

    [Theory]
    [InlineData("", "Idempotency-Key")]
    [InlineData("with space", "Idempotency-Key")]
    [InlineData("schlüssel", "Idempotency-Key")]
    public async Task Run_BadKey_NamesTheHeader(string key, string field)
    {
        var result = await _placeOrder.RunAsync(Command with { IdempotencyKey = key }, default);

        result.Should().BeOfType<PlaceOrderResult.Invalid>().Subject.Problems.Should().ContainSingle().Which.Field.Should().Be(field);
        _workflow.StartCalls.Should().Be(0);
    }

    [Theory]
    [InlineData("C-9999")]
    [InlineData("nobody")]
    public async Task Run_UnknownCustomer_NamesTheFieldAndStartsNothing(string customerId)
    {
        var result = await _placeOrder.RunAsync(Command with { CustomerId = customerId }, default);

        result.Should().BeOfType<PlaceOrderResult.Invalid>().Subject.Problems.Should().ContainSingle().Which.Field.Should().Be("customerId");
        _workflow.StartCalls.Should().Be(0);
    }

    [Fact]
    public async Task Run_ManyAtOnce_OneExecution()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _placeOrder.RunAsync(Command, default))));

        results.Should().AllBeOfType<PlaceOrderResult.Accepted>();
        _workflow.Executions.Should().Be(1);
    }

    [Fact]
    public async Task Run_LargestOrderThatIsAllowed_FitsTheInputOfAnExecution()
    {
        var items = Enumerable.Range(0, OrderRules.MaxItems).Select(_ => new OrderItem(new string('茶', OrderRules.MaxDescriptionLength), 999)).ToList();
        await _placeOrder.RunAsync(Command with { Items = items, Note = new string('茶', OrderRules.MaxNoteLength) }, default);

        var input = (await _workflow.FindAsync(OrderId.FromIdempotencyKey("key-1"), default))!.Input!;

        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(input, WorkflowJson.Compact.PlacedOrder).Length.Should().BeLessThan(200_000);
    }

    [Fact]
    public async Task Queries_ProjectionLags_ReadTheExecution()
    {
        var accepted = (PlaceOrderResult.Accepted)await _placeOrder.RunAsync(Command, default);
        var queries = new OrderQueries(_orders, _customers, _workflow);

        (await queries.FindAsync(accepted.Order.OrderId, default)).Should().BeEquivalentTo(accepted.Order);
        (await queries.ReadTimelineAsync(accepted.Order.OrderId, default)).Should().ContainSingle().Which.Kind.Should().Be(TimelineKind.Placed);
        (await queries.FindAsync(OrderId.FromIdempotencyKey("unknown"), default)).Should().BeNull();
    }
}
