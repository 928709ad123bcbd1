using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.Lint.Rules;

/// <summary>Lambda itself fails now and then, or throttles; its developer guide asks every caller to retry that.</summary>
internal sealed class LambdaFaultRule : ILintRule
{
    private static readonly string[] Transient = ["Lambda.TooManyRequestsException", "Lambda.ServiceException", "Lambda.SdkClientException", ErrorNames.TaskFailed, ErrorNames.All];

    public IEnumerable<LintFinding> Judge(LintGraph graph) => graph.States.Values
        .Where(state => state.IsLambda && !state.Retriers.Any(retrier => retrier.MaxAttempts > 0 && retrier.ErrorEquals.Intersect(Transient, StringComparer.Ordinal).Any()))
        .Select(state => new LintFinding(LintCodes.LambdaFaultsNotRetried, state.Location,
            "A throttled call or a passing fault of Lambda is not tried again: it goes to a catcher, or fails the execution.",
            "Add a retrier for States.ALL, or for Lambda.TooManyRequestsException, Lambda.ServiceException and Lambda.SdkClientException.", LintSeverity.Warning));
}
