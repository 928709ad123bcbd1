namespace OrderingSystem.Identity.Pages;

internal static class PageHeaders
{
    /// <summary>Nothing but its own style sheet; no frame, no script; forms only to here and on to the application.</summary>
    /// <param name="applications">Origins beside this one that the form may lead to: a browser checks the whole chain of redirects.</param>
    public static void Set(HttpResponse response, IEnumerable<Uri> applications)
    {
        var targets = string.Concat(applications.Select(origin => " " + origin.GetLeftPart(UriPartial.Authority)));
        response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'{targets}; frame-ancestors 'none'";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
