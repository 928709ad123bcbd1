using System.Net.Mime;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OrderingSystem.AdminApi.Caching;
using Scalar.AspNetCore;

namespace OrderingSystem.AdminApi.OpenApi;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and its reference page at <c>/docs</c>; both are public, as the document is in the repository.</summary>
public static class ApiDocument
{
    public const string Name = "v1";
    public const string Path = "/openapi/v1.json";

    // The page is served by this host alone, its one inline script by a nonce. Scalar writes its styles into the page while it runs.
    private const string PagePolicy =
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    internal static IServiceCollection AddApiDocument(this IServiceCollection services)
    {
        services.AddSingleton<ServedDocument>();
        return services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = SchemaDescription.ReferenceIdOf;
            options.AddSchemaTransformer<SchemaDescription>();
            options.AddOperationTransformer<OperationDescription>();
            options.AddDocumentTransformer<DocumentDescription>();
        });
    }

    internal static void MapApiDocument(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ServeAsync).ExcludeFromDescription();
        app.MapScalarApiReference("/docs", options => options
                .WithTitle("OrderingSystem admin API")
                .WithOpenApiRoutePattern("/openapi/{documentName}.json")
                .AddDocument(Name)
                .WithNonce()
                .DisableDefaultFonts()
                .DisableTelemetry()
                .DisableAgent()
                .DisableMcp())
            .AddEndpointFilter(async (call, next) =>
            {
                var page = await next(call);
                if (call.HttpContext.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce)
                {
                    call.HttpContext.Response.Headers.ContentSecurityPolicy = PagePolicy.Replace("{nonce}", nonce, StringComparison.Ordinal);
                }

                return page;
            });
    }

    private static async Task ServeAsync(HttpContext context, ServedDocument served)
    {
        var (json, tag) = await served.ReadAsync();
        context.Response.Headers.ETag = tag;
        if (EntityTag.IsKnown(context.Request, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = MediaTypeNames.Application.Json;
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }

    /// <summary>Made once: the routes do not change while the process runs.</summary>
    internal sealed class ServedDocument([FromKeyedServices(Name)] IOpenApiDocumentProvider documents)
    {
        private readonly Lazy<Task<(byte[] Json, string Tag)>> _made = new(() => MakeAsync(documents));

        public Task<(byte[] Json, string Tag)> ReadAsync() => _made.Value;

        private static async Task<(byte[] Json, string Tag)> MakeAsync(IOpenApiDocumentProvider documents)
        {
            var document = await documents.GetOpenApiDocumentAsync();
            using var memory = new MemoryStream();
            await document.SerializeAsJsonAsync(memory, OpenApiSpecVersion.OpenApi3_1);
            var json = memory.ToArray();
            return (json, EntityTag.Of(json));
        }
    }
}
