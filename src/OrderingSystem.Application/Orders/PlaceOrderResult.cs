using OrderingSystem.Domain.Orders;
using OrderingSystem.Domain.Validation;

namespace OrderingSystem.Application.Orders;

public abstract record PlaceOrderResult
{
    private PlaceOrderResult()
    {
    }

    /// <summary>Accepted for good, now or when the same request came before.</summary>
    public sealed record Accepted(Order Order) : PlaceOrderResult;

    /// <summary>Nothing was started.</summary>
    public sealed record Invalid(IReadOnlyList<ValidationProblem> Problems) : PlaceOrderResult;

    /// <summary>The key belongs to another order; nothing was started.</summary>
    public sealed record KeyReused(OrderId OrderId) : PlaceOrderResult;
}
