namespace OrderingSystem.StatesLanguage.Executions;

/// <summary>Tells whether an activity exists: a task for one that was deleted fails before it is scheduled.</summary>
public interface IActivityDirectory
{
    bool Exists(string activityArn);
}
