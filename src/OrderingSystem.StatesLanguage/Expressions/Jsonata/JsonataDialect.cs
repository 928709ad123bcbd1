namespace OrderingSystem.StatesLanguage.Expressions.Jsonata;

/// <summary>Which functions an expression finds.</summary>
public enum JsonataDialect
{
    /// <summary>Those of the reference implementation, without <c>$eval</c>.</summary>
    Reference,

    /// <summary>Those of the reference implementation.</summary>
    ReferenceWithEval,

    /// <summary>Those of Step Functions: no <c>$eval</c>; <c>$partition</c>, <c>$range</c>, <c>$hash</c>, <c>$uuid</c>, <c>$parse</c>, and <c>$random</c> with a seed.</summary>
    StepFunctions,
}
