using System.Security.Cryptography;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.Application.Auditing;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Auditing;

/// <summary>
/// Writes down every request that would change something: that it was begun, before anything is done; and who, what, why, and what came of it, before the caller
/// hears of it. So nothing that was done lacks an entry, and what somebody was told is in the log.
/// </summary>
internal static class Audit
{
    private const string ReasonKey = "audit.reason";
    private const string StartedKey = "audit.started";
    private const string WrittenKey = "audit.written";
    private const string ProblemPrefix = "urn:ordering-system:problem:";
    private const int MaxReasonLength = 2_000;
    private const int MaxTargetLength = 500;

    /// <summary>Applies to every route of the group that is not a read.</summary>
    public static RouteGroupBuilder AuditWrites(this RouteGroupBuilder group) => group.AddEndpointFilter(async (call, next) =>
    {
        if (IsRead(call.HttpContext.Request))
        {
            return await next(call);
        }

        call.HttpContext.Items[StartedKey] = (await AppendAsync(call.HttpContext, AuditEntry.Started)).AuditId;
        string outcome;
        object? answer;
        try
        {
            answer = await next(call);
            outcome = OutcomeOf(answer);
        }
        catch (ApiProblemException refusal)
        {
            await WriteAsync(call.HttpContext, KindOf(refusal.Problem));
            throw;
        }
        catch (Exception)
        {
            await WriteAsync(call.HttpContext, AuditEntry.Failed);
            throw;
        }

        await WriteAsync(call.HttpContext, outcome);
        return answer;
    });

    /// <summary>For the reader of bodies: what the caller gave as their reason.</summary>
    /// <param name="json">A whole JSON text.</param>
    public static void NoteReason(HttpContext context, ReadOnlySpan<byte> json)
    {
        if (StatedReason.Find(json) is { } reason)
        {
            context.Items[ReasonKey] = reason.Length <= MaxReasonLength ? reason : reason[..MaxReasonLength];
        }
    }

    /// <summary>A write that was refused before it reached its route, for want of a scope. An engine that runs alone keeps no audit log.</summary>
    public static Task WriteRefusalAsync(HttpContext context, ApiProblem problem) =>
        IsRead(context.Request) || context.RequestServices.GetService<IAuditLog>() is null ? Task.CompletedTask : WriteAsync(context, KindOf(problem));

    private static async Task WriteAsync(HttpContext context, string outcome)
    {
        if (context.Items.TryAdd(WrittenKey, true))
        {
            await AppendAsync(context, outcome);
        }
    }

    private static async Task<AuditEntry> AppendAsync(HttpContext context, string outcome)
    {
        var log = context.RequestServices.GetRequiredService<IAuditLog>();
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var target = context.Response.Headers.Location.ToString() is { Length: > 0 } made ? made : context.Request.Path.ToString();
        var entry = new AuditEntry(
            $"A-{now.UtcTicks:x16}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}",
            now,
            Caller.NameOf(context),
            Caller.RoleOf(context.User),
            context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? context.Request.Method,
            target.Length <= MaxTargetLength ? target : target[..MaxTargetLength],
            OrderOf(context, target),
            context.Items[ReasonKey] as string,
            outcome,
            context.TraceIdentifier)
        {
            Concludes = context.Items[StartedKey] as string,
        };

        // Not cancelled when the caller hangs up: what was done was done.
        await log.AppendAsync(entry, CancellationToken.None);
        return entry;
    }

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static string OutcomeOf(object? answer) =>
        answer is not IStatusCodeHttpResult { StatusCode: >= 400 } refused ? AuditEntry.Succeeded
        : refused.StatusCode >= 500 ? AuditEntry.Failed
        : refused is IValueHttpResult { Value: ApiProblem problem } ? KindOf(problem)
        : $"status-{refused.StatusCode}";

    private static string KindOf(ApiProblem problem) =>
        problem.Status >= 500 ? AuditEntry.Failed
        : problem.Type.StartsWith(ProblemPrefix, StringComparison.Ordinal) ? problem.Type[ProblemPrefix.Length..]
        : problem.Type;

    /// <summary>By the route, or by what was made: an order's execution is named after it.</summary>
    private static OrderId? OrderOf(HttpContext context, string target)
    {
        foreach (var text in new[] { context.Request.RouteValues["orderId"] as string, context.Request.RouteValues["name"] as string, target.Split('/')[^1] })
        {
            if (OrderId.TryParse(text, out var orderId))
            {
                return orderId;
            }
        }

        return null;
    }
}
