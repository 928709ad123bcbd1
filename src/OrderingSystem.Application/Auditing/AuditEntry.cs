using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Auditing;

/// <summary>One thing that somebody did, or tried to do. Written once, never changed.</summary>
/// <param name="AuditId">Unique; sorts by time.</param>
/// <param name="By">User name, or the client id of a program.</param>
/// <param name="Role">Theirs at that moment.</param>
/// <param name="Action">The API's operation id, for example <c>cancelOrder</c>.</param>
/// <param name="Target">The path of what it was done to, for example <c>/api/orders/O-…</c>.</param>
/// <param name="OrderId">Null where it was about no single order.</param>
/// <param name="Reason">In their words; null where none was asked for or given.</param>
/// <param name="Outcome"><see cref="Started"/>, <see cref="Succeeded"/>, <see cref="Failed"/>, or the last part of the problem's type, for example <c>too-late-to-cancel</c>.</param>
/// <param name="RequestId">Under which the server's log knows the request.</param>
public sealed record AuditEntry(
    string AuditId,
    DateTimeOffset At,
    string By,
    string Role,
    string Action,
    string Target,
    OrderId? OrderId,
    string? Reason,
    string Outcome,
    string RequestId)
{
    /// <summary>
    /// Written before anything is done. An entry that says what came of it follows, and is listed in its place; where none did, the server ended on the way, and
    /// whether it was done is for the target to say.
    /// </summary>
    public const string Started = "started";

    public const string Succeeded = "succeeded";

    /// <summary>Whether it was done is unknown: the server failed on the way.</summary>
    public const string Failed = "failed";

    /// <summary>The id of the entry of the same request that was <see cref="Started"/>; null for that one, and for what was refused at the door.</summary>
    public string? Concludes { get; init; }
}
