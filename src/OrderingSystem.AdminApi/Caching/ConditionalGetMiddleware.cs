using Microsoft.AspNetCore.Http.Metadata;

namespace OrderingSystem.AdminApi.Caching;

/// <summary>
/// Gives each JSON answer to a GET its entity tag, and answers 304 to a caller that has it. Routes that stream, and so do not say that they answer with JSON,
/// pass through.
/// </summary>
internal sealed class ConditionalGetMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.GetEndpoint() is { } endpoint && IsTagged(endpoint.Metadata) ? AnswerAsync(context) : next(context);

    /// <summary>Whether the answers of a GET route with such metadata have tags.</summary>
    internal static bool IsTagged(IEnumerable<object> metadata) => metadata.OfType<IProducesResponseTypeMetadata>()
        .Any(answer => answer.StatusCode == StatusCodes.Status200OK && answer.ContentTypes.Contains("application/json", StringComparer.Ordinal));

    private async Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        var wire = response.Body;
        using var held = new MemoryStream();
        response.Body = held;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = wire;
        }

        if (response.StatusCode == StatusCodes.Status200OK)
        {
            var tag = EntityTag.Of(held.GetBuffer().AsSpan(0, (int)held.Length));
            response.Headers.ETag = tag;
            if (response.Headers.CacheControl.Count == 0)
            {
                response.Headers.CacheControl = "private, no-cache"; // may be kept by the caller alone, who asks again each time
            }

            if (EntityTag.IsKnown(context.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentType = null;
                response.ContentLength = null;
                return;
            }
        }

        response.ContentLength = held.Length;
        held.Position = 0;
        await held.CopyToAsync(wire, context.RequestAborted);
    }
}
