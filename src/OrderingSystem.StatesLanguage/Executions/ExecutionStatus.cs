namespace OrderingSystem.StatesLanguage.Executions;

/// <summary>The numbers are stored: never renumber.</summary>
public enum ExecutionStatus : byte
{
    Running = 1,
    Succeeded = 2,
    Failed = 3,
    TimedOut = 4,
    Aborted = 5,
}
