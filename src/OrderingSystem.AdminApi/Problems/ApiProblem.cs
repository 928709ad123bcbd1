using OrderingSystem.Domain.Validation;

namespace OrderingSystem.AdminApi.Problems;

/// <summary>An answer that says why not: RFC 9457, <c>application/problem+json</c>.</summary>
/// <param name="Type">Stable per kind: programs may compare it.</param>
/// <param name="Errors">By field, as the caller wrote it (<c>items[0].quantity</c>); null where no field is at fault.</param>
public sealed record ApiProblem(
    string Type,
    string Title,
    int Status,
    string? Detail = null,
    IReadOnlyDictionary<string, string[]>? Errors = null)
{
    private const string Prefix = "urn:ordering-system:problem:";

    public const string ValidationFailed = Prefix + "validation-failed";
    public const string BodyNotJson = Prefix + "body-not-json";
    public const string BodyTooLarge = Prefix + "body-too-large";
    public const string UnsupportedMediaType = Prefix + "unsupported-media-type";
    public const string HeaderInvalid = Prefix + "header-invalid";
    public const string QueryInvalid = Prefix + "query-invalid";
    public const string IdempotencyKeyReused = Prefix + "idempotency-key-reused";
    public const string Unauthenticated = Prefix + "unauthenticated";
    public const string ScopeMissing = Prefix + "scope-missing";
    public const string NotFound = Prefix + "not-found";
    public const string CustomerExists = Prefix + "customer-exists";
    public const string CustomerErased = Prefix + "customer-erased";
    public const string CustomerHasOpenOrder = Prefix + "customer-has-open-order";
    public const string PreconditionFailed = Prefix + "precondition-failed";
    public const string NoCallToMake = Prefix + "no-call-to-make";
    public const string CallMadeBefore = Prefix + "call-made-before";
    public const string NothingWaits = Prefix + "nothing-waits";
    public const string DecisionSuperseded = Prefix + "decision-superseded";
    public const string DecisionNotPossible = Prefix + "decision-not-possible";
    public const string TooLateToCancel = Prefix + "too-late-to-cancel";
    public const string CancellationStuck = Prefix + "cancellation-stuck";
    public const string MovedOn = Prefix + "moved-on";
    public const string NotProbed = Prefix + "not-probed";
    public const string NotHeld = Prefix + "not-held";
    public const string NoTimer = Prefix + "no-timer";
    public const string NotRedrivable = Prefix + "not-redrivable";
    public const string ExecutionNotRunning = Prefix + "execution-not-running";
    public const string CannotRunAgain = Prefix + "cannot-run-again";
    public const string NoDemoClock = Prefix + "no-demo-clock";
    public const string NoLiveEvents = Prefix + "no-live-events";
    public const string TooManyRequests = Prefix + "too-many-requests";
    public const string WorkflowUnavailable = Prefix + "workflow-unavailable";
    public const string StoreUnavailable = Prefix + "store-unavailable";
    public const string NotReady = Prefix + "not-ready";
    public const string Internal = Prefix + "internal";
    public const string RequestRefused = Prefix + "request-refused";

    public static ApiProblem Invalid(IEnumerable<ValidationProblem> problems) =>
        new(ValidationFailed, "Some fields are not acceptable.", StatusCodes.Status422UnprocessableEntity, Errors: ByField(problems));

    public static ApiProblem Invalid(string field, string message) => Invalid([new ValidationProblem(field, message)]);

    public static ApiProblem BadHeader(string header, string message) => new(
        HeaderInvalid,
        $"The header {header} is missing or not acceptable.",
        StatusCodes.Status400BadRequest,
        message,
        ByField([new ValidationProblem(header, message)]));

    public static ApiProblem BadQuery(string parameter, string message) => new(
        QueryInvalid,
        $"The query parameter {parameter} is not acceptable.",
        StatusCodes.Status400BadRequest,
        message,
        ByField([new ValidationProblem(parameter, message)]));

    public static ApiProblem Missing(string what) => new(NotFound, "There is no such resource.", StatusCodes.Status404NotFound, what);

    public static ApiProblem Conflict(string type, string title, string? detail = null) => new(type, title, StatusCodes.Status409Conflict, detail);

    /// <param name="what">What a new key is for, for example <c>decision</c>.</param>
    public static ApiProblem KeyReused(string what, string? detail = null) =>
        Conflict(IdempotencyKeyReused, "The Idempotency-Key belongs to another request.", $"{detail}Use a new key for a new {what}.");

    private static Dictionary<string, string[]> ByField(IEnumerable<ValidationProblem> problems) => problems
        .GroupBy(problem => problem.Field, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Select(problem => problem.Message).ToArray(), StringComparer.Ordinal);
}
