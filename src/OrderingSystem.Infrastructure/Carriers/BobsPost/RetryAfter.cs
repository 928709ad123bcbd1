namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

/// <summary>Retry-After (RFC 9110, 10.2.3): seconds from now, or an HTTP date.</summary>
internal static class RetryAfter
{
    public static DateTimeOffset? Until(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta < DateTimeOffset.MaxValue - now ? now + delta : DateTimeOffset.MaxValue,
            { Date: { } date } => date,
            _ => null,
        };
}
