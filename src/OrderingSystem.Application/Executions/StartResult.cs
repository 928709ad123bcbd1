namespace OrderingSystem.Application.Executions;

public abstract record StartResult
{
    private StartResult()
    {
    }

    /// <summary>It runs; also where one of this name and input ran already.</summary>
    public sealed record Started(string Name, string ExecutionArn) : StartResult;

    /// <summary>The service does not take it.</summary>
    /// <param name="Field"><c>name</c>, <c>input</c> or <c>stateMachine</c>.</param>
    public sealed record Refused(string Field, string Reason) : StartResult;
}
