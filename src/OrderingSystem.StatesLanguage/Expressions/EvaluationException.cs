using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.Expressions;

/// <summary>
/// An expression, path or template could not be evaluated. It never leaves the States Language: the state that evaluates turns it into a
/// <see cref="StatesError"/>, adding its own name and the event that entered it to the cause.
/// </summary>
/// <param name="errorName">One of <see cref="ErrorNames"/>.</param>
/// <param name="detail">The service's sentence on what went wrong, without the state's name.</param>
public sealed class EvaluationException(string errorName, string detail) : Exception(detail)
{
    public string ErrorName { get; } = errorName;

    /// <summary>The field that was being evaluated, as history names it (<c>Arguments/FunctionName</c>); null where it is not known here.</summary>
    public string? Location { get; init; }
}
