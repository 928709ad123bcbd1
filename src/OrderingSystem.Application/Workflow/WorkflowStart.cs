namespace OrderingSystem.Application.Workflow;

public abstract record WorkflowStart
{
    private WorkflowStart()
    {
    }

    /// <summary>It runs: started now, or before with equal input.</summary>
    public sealed record Started(string ExecutionArn, DateTimeOffset StartedAt) : WorkflowStart;

    /// <summary>An execution of this name exists that has another input, or has ended.</summary>
    public sealed record NameTaken : WorkflowStart;
}
