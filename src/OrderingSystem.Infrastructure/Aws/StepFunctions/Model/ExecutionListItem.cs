namespace Amazon.StepFunctions.Model;

public sealed class ExecutionListItem
{
    public string ExecutionArn { get; set; } = string.Empty;

    public int? ItemCount { get; set; }

    public string? MapRunArn { get; set; }

    public string Name { get; set; } = string.Empty;

    public int? RedriveCount { get; set; }

    public DateTime? RedriveDate { get; set; }

    public DateTime? StartDate { get; set; }

    public string? StateMachineAliasArn { get; set; }

    public string StateMachineArn { get; set; } = string.Empty;

    public string? StateMachineVersionArn { get; set; }

    public ExecutionStatus Status { get; set; } = null!;

    public DateTime? StopDate { get; set; }
}
