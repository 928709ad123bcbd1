using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using OrderingSystem.Identity.Pages;

namespace OrderingSystem.Identity.Endpoints;

/// <summary>How often one address may try passwords and ask for tokens; beyond that 429 and when to come again.</summary>
internal static class SignInRateLimit
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void AddSignInRateLimit(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<SignInOptions>>((limiter, options) =>
        {
            var limits = options.Value.Limits;
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = RejectAsync;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (string Kind, string Address)>(context => KindOf(context.Request) switch
            {
                Kind.Password => Limit("password", context, limits.SignInsPerMinute),
                Kind.Token => Limit("token", context, limits.TokensPerMinute),
                _ => RateLimitPartition.GetNoLimiter(("none", string.Empty)),
            });
        });
    }

    private static RateLimitPartition<(string Kind, string Address)> Limit(string kind, HttpContext context, int perMinute) =>
        RateLimitPartition.GetSlidingWindowLimiter(
            (kind, AddressOf(context)),
            _ => new SlidingWindowRateLimiterOptions { PermitLimit = perMinute, Window = Window, SegmentsPerWindow = 6, QueueLimit = 0 });

    /// <summary>One IPv6 customer has a whole /64: its addresses count as one.</summary>
    private static string AddressOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return string.Empty;
        }

        if (address.IsIPv4MappedToIPv6 || address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6)
        {
            return address.MapToIPv4().ToString();
        }

        return Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }

    private static Kind KindOf(HttpRequest request) =>
        !HttpMethods.IsPost(request.Method) ? Kind.Other
        : request.Path == SignInPage.Path ? Kind.Password
        : request.Path == "/connect/token" || request.Path == "/connect/revoke" ? Kind.Token
        : Kind.Other;

    private static async ValueTask RejectAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var response = rejected.HttpContext.Response;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : Window / 6;
        response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (rejected.HttpContext.Request.Path == SignInPage.Path)
        {
            PageHeaders.Set(response, []);
            response.ContentType = SignInHtml.MediaType;
            await response.WriteAsync(SignInHtml.Message("Too many attempts", "Too many sign-ins were tried from here. Wait a minute, and start again from the application.", "/", "Open the application"), cancellationToken);
            return;
        }

        response.ContentType = "application/problem+json";
        await response.WriteAsync(
            """{"type":"urn:ordering-system:problem:too-many-requests","title":"Too many requests.","status":429,"detail":"Keep a token until it expires; ask again after Retry-After."}""",
            cancellationToken);
    }

    private enum Kind
    {
        Other,
        Password,
        Token,
    }
}
