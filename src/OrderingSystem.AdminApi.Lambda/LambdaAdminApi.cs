using System.Globalization;
using System.Net;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.Application;
using OrderingSystem.Infrastructure;

namespace OrderingSystem.AdminApi.Lambda;

/// <summary>The admin API over the adapters of AWS.</summary>
/// <remarks>
/// Absent here, and said so by the API itself: the demo clock (404, <c>no-demo-clock</c>) and server-sent events (404, <c>no-live-events</c>): what one
/// of many processes writes the others do not see. <c>/config.json</c> of this deployment tells the web app the same.
/// </remarks>
internal static class LambdaAdminApi
{
    private const int DefaultPort = 8080;

    /// <summary>Twice what the API reads of a body: what is in between gets the API's own answer.</summary>
    private const int MaxBodyBytes = 1024 * 1024;

    /// <param name="variable">Reads an environment variable.</param>
    public static WebApplication Build(Func<string, string?> variable)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Listen(IPAddress.Loopback, PortOf(variable));
        });
        builder.Logging
            .AddJsonConsole(console => console.UseUtcTimestamp = true)
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None) // what keeps it from starting is thrown, too, and explained once
            .AddFilter("OrderingSystem", LogLevel.Information);

        var services = builder.Services;
        services.AddRoutingCore();
        services.AddApplication();
        services.AddAwsOrderSide(variable);
        services.AddCognitoAccessTokens(cognito =>
        {
            cognito.Issuer = Uri.TryCreate(variable(ApiVariables.Issuer), UriKind.Absolute, out var issuer) ? issuer : null;
            cognito.ClientIds = (variable(ApiVariables.ClientIds) ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        });
        services.AddAdminApi();

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.MapAdminApi();
        return app;
    }

    /// <summary>Where the adapter sends requests: <c>AWS_LWA_PORT</c>, else <c>PORT</c>, else 8080, as the adapter itself reads them.</summary>
    private static int PortOf(Func<string, string?> variable) =>
        int.TryParse(variable(ApiVariables.AdapterPort) ?? variable(ApiVariables.Port), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? port
            : DefaultPort;
}
