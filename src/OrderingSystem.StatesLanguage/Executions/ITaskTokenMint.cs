namespace OrderingSystem.StatesLanguage.Executions;

/// <summary>Makes the token of a task: a pure function of its arguments and of a secret, so that tokens need not be stored to be recognised.</summary>
public interface ITaskTokenMint
{
    TaskToken Mint(string executionArn, long taskId);
}
