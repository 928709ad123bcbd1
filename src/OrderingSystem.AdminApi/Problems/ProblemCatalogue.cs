namespace OrderingSystem.AdminApi.Problems;

/// <summary>Every problem type of the API. A test holds that each constant of <see cref="ApiProblem"/> stands here.</summary>
public static class ProblemCatalogue
{
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        new(ApiProblem.BodyNotJson, 400, "The body is no JSON in UTF-8; the detail says where it stops being it."),
        new(ApiProblem.HeaderInvalid, 400, "A header is missing or not acceptable; errors names it."),
        new(ApiProblem.QueryInvalid, 400, "A query parameter is not acceptable; errors names it. A cursor belongs to its list and its filters."),
        new(ApiProblem.RequestRefused, 400, "The request is no HTTP request that the server takes: its line, its headers, or its method at this path (405)."),
        new(ApiProblem.Unauthenticated, 401, "There is no access token, or it is expired or not one for this API. Get a new one; WWW-Authenticate says which of these it is."),
        new(ApiProblem.ScopeMissing, 403, "The caller's role or token lacks the scope that the detail names."),
        new(ApiProblem.NotFound, 404, "There is no such resource, or no route leads here."),
        new(ApiProblem.NoDemoClock, 404, "This installation's clock is the world's."),
        new(ApiProblem.CallMadeBefore, 409, "Somebody else called the customer before, or the call was written down with another note; the detail says who and when."),
        new(ApiProblem.NoLiveEvents, 404, "This installation runs in more than one process, none of which knows all changes: ask again every few seconds."),
        new(ApiProblem.CancellationStuck, 409, "The order was cancelled before, and the cancellation's execution failed: an operator redrives it."),
        new(ApiProblem.CannotRunAgain, 409, "The order cannot be run again now; the detail says why: it runs, it is being cancelled, or nothing is left to do."),
        new(ApiProblem.CustomerErased, 409, "The customer's personal data was erased; there is nothing to correct."),
        new(ApiProblem.CustomerExists, 409, "Another customer has this e-mail address or phone number; the detail names them."),
        new(ApiProblem.CustomerHasOpenOrder, 409, "An order of the customer is not done; the detail names it. Cancel it, or wait until its customer was told."),
        new(ApiProblem.DecisionNotPossible, 409, "The decision does not fit the order; the detail says why."),
        new(ApiProblem.DecisionSuperseded, 409, "Somebody decided before, or the wait was renewed. Look at the order again."),
        new(ApiProblem.ExecutionNotRunning, 409, "The execution has ended, so that there is nothing to stop."),
        new(ApiProblem.IdempotencyKeyReused, 409, "The Idempotency-Key belongs to a request with another body. Use a new key for a new request."),
        new(ApiProblem.MovedOn, 409, "The execution went on since it was looked at. Nothing was changed; the detail says where it is."),
        new(ApiProblem.NotHeld, 409, "Nobody holds the carrier: there is no hold to release."),
        new(ApiProblem.NotProbed, 409, "The carrier was not asked: it is up, held by hand, or being asked in this moment."),
        new(ApiProblem.NoCallToMake, 409, "Nobody is to call about this: the customer is told by a message."),
        new(ApiProblem.NoTimer, 409, "No execution waits for a time: there is nothing to skip to."),
        new(ApiProblem.NotRedrivable, 409, "The execution cannot be redriven; the detail says why. An order can be run again instead."),
        new(ApiProblem.NothingWaits, 409, "Nothing waits for this decision."),
        new(ApiProblem.TooLateToCancel, 409, "The order can no longer be cancelled; the detail says what became of it."),
        new(ApiProblem.PreconditionFailed, 412, "Somebody changed it since you looked: If-Match names another version. Get it again and decide again."),
        new(ApiProblem.BodyTooLarge, 413, "The body is too large; the detail says how large it may be."),
        new(ApiProblem.UnsupportedMediaType, 415, "The body's media type is not application/json in UTF-8."),
        new(ApiProblem.ValidationFailed, 422, "Some fields are not acceptable; errors names each of them and says what is right."),
        new(ApiProblem.TooManyRequests, 429, "Too many passwords or tokens were asked for from one address. Come again after Retry-After."),
        new(ApiProblem.Internal, 500, "The server failed. The detail has the trace id under which it is in the log."),
        new(ApiProblem.NotReady, 503, "What the request needs is not there yet. Try again after Retry-After."),
        new(ApiProblem.StoreUnavailable, 503, "The store of orders and customers gives no answer. Send the same request again after Retry-After, with the same Idempotency-Key."),
        new(ApiProblem.WorkflowUnavailable, 503, "The workflow engine gives no answer. Send the same request again after Retry-After, with the same Idempotency-Key."),
    ];

    private static readonly Dictionary<string, ProblemKind> ByType = All.ToDictionary(kind => kind.Type, StringComparer.Ordinal);

    /// <exception cref="KeyNotFoundException">It is not in the catalogue.</exception>
    public static ProblemKind Of(string type) =>
        ByType.TryGetValue(type, out var kind) ? kind : throw new KeyNotFoundException($"'{type}' is not in {nameof(ProblemCatalogue)}.");
}
