using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Orders;

public abstract record DecideResult
{
    private DecideResult()
    {
    }

    /// <summary>The order's execution goes on with the decision.</summary>
    public sealed record Decided(Order Order) : DecideResult;

    public sealed record OrderNotFound : DecideResult;

    /// <summary>The order waits for nobody.</summary>
    public sealed record NothingWaits : DecideResult;

    /// <summary>The wait that this decision was meant for is over: somebody decided before, or a reminder replaced it.</summary>
    public sealed record Superseded : DecideResult;

    /// <summary>The decision does not fit the order, for example to cancel what has shipped.</summary>
    public sealed record NotPossible(string Reason) : DecideResult;
}
