using System.Security.Cryptography;
using System.Text.Json;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Domain.Validation;

namespace OrderingSystem.Application.Orders;

/// <summary>Accepts an order by one durable write: the start of its execution.</summary>
public sealed class PlaceOrder(IOrderStore orders, ICustomerStore customers, IOrderWorkflow workflow)
{
    public const string IdempotencyKeyField = "Idempotency-Key";
    public const int MaxIdempotencyKeyLength = 255;

    /// <exception cref="WorkflowUnavailableException">Whether the order was accepted is unknown; the same request again is safe.</exception>
    public async Task<PlaceOrderResult> RunAsync(PlaceOrderCommand command, CancellationToken cancellationToken)
    {
        var problems = Check(command, out var customerId);
        if (problems.Count > 0)
        {
            return new PlaceOrderResult.Invalid(problems);
        }

        var content = new PlacedOrderContent(
            customerId.Value,
            [.. command.Items.Select(item => new PlacedOrderItem(item.Description, item.Quantity))],
            command.Note);
        var orderId = OrderId.FromIdempotencyKey(command.IdempotencyKey);
        var input = new PlacedOrder(orderId.Value, HashOf(content), command.PlacedBy, content);

        // The projection outlives the execution (Step Functions forgets a closed one after 90 days and would start its name anew).
        if (await orders.FindAsync(orderId, cancellationToken) is { } known)
        {
            return Compare(known, input);
        }

        if (await customers.FindAsync(customerId, cancellationToken) is not { } customer)
        {
            return new PlaceOrderResult.Invalid([new ValidationProblem("customerId", $"There is no customer '{customerId}'.")]);
        }

        if (customer.ErasedAt is not null)
        {
            return new PlaceOrderResult.Invalid([new ValidationProblem("customerId", $"The personal data of customer '{customerId}' was erased.")]);
        }

        switch (await workflow.StartAsync(orderId, input, cancellationToken))
        {
            case WorkflowStart.Started started:
                return new PlaceOrderResult.Accepted(OrderOf(input, started.ExecutionArn, started.StartedAt) with { Customer = customer.Contact });
            default:
                var execution = await workflow.FindAsync(orderId, cancellationToken);
                return execution?.Input is { } first
                    ? Compare(OrderOf(first, execution.ExecutionArn, execution.StartedAt) with { Customer = customer.Contact }, input)
                    : new PlaceOrderResult.KeyReused(orderId);
        }
    }

    /// <summary>The order as it is at the moment of its acceptance.</summary>
    public static Order OrderOf(PlacedOrder placed, string executionArn, DateTimeOffset placedAt) => new()
    {
        OrderId = OrderId.Parse(placed.OrderId),
        CustomerId = CustomerId.Parse(placed.Order.CustomerId),
        Items = [.. placed.Order.Items.Select(item => new OrderItem(item.Description, item.Quantity))],
        Note = placed.Order.Note,
        PlacedBy = placed.PlacedBy,
        PlacedAt = placedAt,
        ExecutionArn = executionArn,
        RequestHash = placed.RequestHash,
    };

    /// <summary>The input of the execution that placed an order, from the order.</summary>
    public static PlacedOrder InputOf(Order order) => new(
        order.OrderId.Value,
        order.RequestHash,
        order.PlacedBy,
        new PlacedOrderContent(
            order.CustomerId.Value, [.. order.Items.Select(item => new PlacedOrderItem(item.Description, item.Quantity))], order.Note));

    private static PlaceOrderResult Compare(Order known, PlacedOrder input) =>
        known.RequestHash == input.RequestHash
            ? new PlaceOrderResult.Accepted(known)
            : new PlaceOrderResult.KeyReused(known.OrderId);

    private static List<ValidationProblem> Check(PlaceOrderCommand command, out CustomerId customerId)
    {
        var problems = new List<ValidationProblem>();
        if (command.IdempotencyKey.Length is 0 or > MaxIdempotencyKeyLength
            || command.IdempotencyKey.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0)
        {
            problems.Add(new ValidationProblem(IdempotencyKeyField, $"A key has 1 to {MaxIdempotencyKeyLength} visible ASCII characters."));
        }

        if (!CustomerId.TryParse(command.CustomerId, out customerId))
        {
            problems.Add(new ValidationProblem("customerId", "This is not the id of a customer."));
        }

        problems.AddRange(OrderRules.Check(command.Items, command.Note));
        return problems;
    }

    private static string HashOf(PlacedOrderContent content) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, WorkflowJson.Compact.PlacedOrderContent)));
}
