using System.Text.Json.Serialization;
using Microsoft.Extensions.FileProviders;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.Identity.Clients;

namespace OrderingSystem.Host.Composition;

/// <summary>The web app: its files from <c>wwwroot</c> beside the host's binaries, and what it must know before it can start.</summary>
internal static class WebApp
{
    private const string Immutable = "public, max-age=31536000, immutable";
    private const string Revalidated = "no-cache";

    /// <summary>Paths of other parts: what is not found there is an error, never the app's page.</summary>
    private static readonly string[] Others = ["/api", "/connect", "/assets", "/.well-known", "/openapi", "/docs"];

    /// <param name="stepFunctionsUrl">Where people's own AWS tools find the endpoint.</param>
    public static WebApplication MapWebApp(this WebApplication app, WebFeaturesView features, Uri stepFunctionsUrl)
    {
        app.MapGet("/config.json", (HttpContext context, IssuerAddress issuer) =>
        {
            context.Response.Headers.CacheControl = Revalidated;
            var scope = string.Join(' ', (IEnumerable<string>)["openid", "profile", "offline_access", .. Scopes.All]);
            return TypedResults.Json(
                new WebConfigurationView(string.Empty, issuer.Value.AbsoluteUri.TrimEnd('/'), WebClient.ClientId, scope, stepFunctionsUrl.AbsoluteUri.TrimEnd('/'), features),
                WebConfigurationJson.Default.WebConfigurationView);
        });

        var folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!File.Exists(Path.Combine(folder, "index.html")))
        {
            return app; // built without the web app: the API alone
        }

        var files = new PhysicalFileProvider(folder);
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = served => served.Context.Response.Headers.CacheControl =
                served.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? Immutable : Revalidated,
        });
        app.MapFallback("{*path:nonfile}", async context =>
        {
            if (!HttpMethods.IsGet(context.Request.Method) || Array.Exists(Others, path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            // Opened by another of the machine's names, the page would meet its issuer across origins, which its policy forbids.
            var home = context.RequestServices.GetRequiredService<IssuerAddress>().Value;
            if (!string.Equals(context.Request.Host.Value, home.Authority, StringComparison.OrdinalIgnoreCase))
            {
                context.Response.Redirect(home.GetLeftPart(UriPartial.Authority) + context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent());
                return;
            }

            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.CacheControl = Revalidated;
            await context.Response.SendFileAsync(files.GetFileInfo("index.html"), context.RequestAborted);
        });
        return app;
    }
}

/// <param name="ApiUrl">Empty: the same origin.</param>
internal sealed record WebConfigurationView(string ApiUrl, string Authority, string ClientId, string Scope, string StepFunctionsUrl, WebFeaturesView Features);

internal sealed record WebFeaturesView(bool Orders, bool DemoClock, bool Events);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebConfigurationView))]
internal sealed partial class WebConfigurationJson : JsonSerializerContext;
