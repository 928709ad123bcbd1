using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Executions;

public abstract record RunAgainResult
{
    private RunAgainResult()
    {
    }

    public sealed record Started(string ExecutionName, Order Order) : RunAgainResult;

    /// <summary>A dry run: it could be started.</summary>
    public sealed record Possible(string ExecutionName, Order Order) : RunAgainResult;

    public sealed record NotFound : RunAgainResult;

    public sealed record NotNow(string Reason) : RunAgainResult;
}
