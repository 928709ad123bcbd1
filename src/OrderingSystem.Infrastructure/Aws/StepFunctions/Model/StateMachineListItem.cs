namespace Amazon.StepFunctions.Model;

public sealed class StateMachineListItem
{
    public DateTime? CreationDate { get; set; }

    public string Name { get; set; } = string.Empty;

    public string StateMachineArn { get; set; } = string.Empty;

    public StateMachineType Type { get; set; } = null!;
}
