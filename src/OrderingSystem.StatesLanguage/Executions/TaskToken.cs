namespace OrderingSystem.StatesLanguage.Executions;

/// <summary>The secret that lets its holder finish one waiting task. Never logged.</summary>
public readonly record struct TaskToken(string Value)
{
    public override string ToString() => "TaskToken(redacted)";
}
