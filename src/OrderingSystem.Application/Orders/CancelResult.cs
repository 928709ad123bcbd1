using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Orders;

public abstract record CancelResult
{
    private CancelResult()
    {
    }

    /// <summary>It will be cancelled, unless it turns out to have shipped; or it is cancelled already.</summary>
    public sealed record Accepted(Order Order) : CancelResult;

    public sealed record OrderNotFound : CancelResult;

    /// <summary>Nothing is cancelled after it shipped, or after it was rejected.</summary>
    public sealed record TooLate(Order Order) : CancelResult;

    /// <summary>The order was cancelled before and the execution that saw to it failed: an operator redrives it.</summary>
    public sealed record Stuck(string ExecutionName) : CancelResult;
}
