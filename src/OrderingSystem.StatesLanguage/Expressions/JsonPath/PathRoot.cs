namespace OrderingSystem.StatesLanguage.Expressions.JsonPath;

/// <summary>What a path starts from.</summary>
public enum PathRoot
{
    /// <summary><c>$.order.id</c>: the value the state works on.</summary>
    Input,

    /// <summary><c>$$.Execution.Id</c>: the context object.</summary>
    Context,

    /// <summary><c>$order.id</c>: a workflow variable.</summary>
    Variable,
}
