namespace OrderingSystem.StatesLanguage.Lint;

public enum LintSeverity
{
    /// <summary>Costs or confuses; nothing is lost.</summary>
    Note,

    /// <summary>Goes wrong under load or in a long outage.</summary>
    Warning,

    /// <summary>Executions will fail, hang, or leak a secret.</summary>
    Error,
}

/// <summary>One thing in a definition that will hurt in production.</summary>
/// <param name="Code">One of <see cref="LintCodes"/>, or a diagnostic's code where the definition is not valid.</param>
/// <param name="Location">JSON pointer (RFC 6901) into the definition, <c>/States/BookShipment/Retry/0</c>; empty for the definition itself.</param>
/// <param name="WhatWillHappen">A sentence with the figures of this definition.</param>
/// <param name="HowToMendIt">A sentence.</param>
public sealed record LintFinding(string Code, string Location, string WhatWillHappen, string HowToMendIt, LintSeverity Severity);

public static class LintCodes
{
    /// <summary>A Comment that allows a finding and gives no reason.</summary>
    public const string AllowanceWithoutReason = "ALLOWANCE_WITHOUT_REASON";

    /// <summary>A Comment that allows what is not found there, or is no code.</summary>
    public const string AllowanceUnused = "ALLOWANCE_UNUSED";

    public const string ChoiceWithoutDefault = "CHOICE_WITHOUT_DEFAULT";
    public const string ErrorNameShadowed = "ERROR_NAME_SHADOWED";
    public const string ErrorNameUncatchable = "ERROR_NAME_UNCATCHABLE";
    public const string ErrorNameUnknown = "ERROR_NAME_UNKNOWN";
    public const string LambdaFaultsNotRetried = "LAMBDA_FAULTS_NOT_RETRIED";
    public const string LoopReachesHistoryLimit = "LOOP_REACHES_HISTORY_LIMIT";
    public const string MapRunWithoutMaxConcurrency = "MAP_RUN_WITHOUT_MAX_CONCURRENCY";
    public const string PayloadGrowsInLoop = "PAYLOAD_GROWS_IN_LOOP";
    public const string RetryReachesHistoryLimit = "RETRY_REACHES_HISTORY_LIMIT";
    public const string RetryWithoutJitter = "RETRY_WITHOUT_JITTER";
    public const string RetryWithoutMaxDelay = "RETRY_WITHOUT_MAX_DELAY";
    public const string StatesAllNotLast = "STATES_ALL_NOT_LAST";
    public const string TaskWithoutTimeout = "TASK_WITHOUT_TIMEOUT";
    public const string TokenInUrl = "TOKEN_IN_URL";
    public const string TokenTaskWithoutTimeout = "TOKEN_TASK_WITHOUT_TIMEOUT";
    public const string UnreachableState = "UNREACHABLE_STATE";
    public const string WaitOutlivesExecution = "WAIT_OUTLIVES_EXECUTION";
}
