using Microsoft.Net.Http.Headers;

namespace OrderingSystem.AdminApi.Security;

/// <summary>What every answer tells browsers; <c>docs/security.md</c> says why. A route that needs another policy sets its own.</summary>
public static class SecurityHeaders
{
    /// <summary>For the web app's pages: its own files and its own API, no inline script or style, no frame.</summary>
    public const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        + "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>For what is no page: should a browser show it as one after all, nothing in it runs.</summary>
    public const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    private const string Permissions =
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    /// <summary>Goes first, so that refusals carry them, too.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Set, context);
        return next(context);
    });

    private static Task Set(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, IsPage(context.Response) ? PagePolicy : DataPolicy);
        headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
        headers.TryAdd(HeaderNames.XFrameOptions, "DENY");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Permissions-Policy", Permissions);
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            headers.TryAdd(HeaderNames.CacheControl, "no-store");
        }

        return Task.CompletedTask;
    }

    private static bool IsPage(HttpResponse response) => response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
}
