using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Composition;

/// <summary>What the host's web servers have in common.</summary>
internal static class Servers
{
    /// <summary>A server on one address that takes its configuration from the host alone: no appsettings, no ASPNETCORE_ variables.</summary>
    /// <param name="url">A name other than localhost stands for every address of this machine.</param>
    /// <param name="tls">Null for plain HTTP.</param>
    /// <param name="listening">What else there is to say of its connections; null for nothing.</param>
    /// <exception cref="HostStartException">The certificate cannot be used.</exception>
    public static WebApplicationBuilder CreateBuilder(Uri url, TlsSettings? tls = null, Action<ListenOptions>? listening = null)
    {
        var certificate = tls?.Load();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            void Configure(ListenOptions listen)
            {
                listening?.Invoke(listen);
                if (certificate is var (own, chain))
                {
                    listen.UseHttps(own, https =>
                    {
                        https.ServerCertificateChain = chain;
                        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                    });
                }
            }

            if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address))
            {
                kestrel.Listen(address, url.Port, Configure);
            }
            else if (url.Host == "localhost")
            {
                kestrel.ListenLocalhost(url.Port, Configure);
            }
            else
            {
                kestrel.ListenAnyIP(url.Port, Configure);
            }
        });
        builder.Services.AddRoutingCore();
        builder.Logging.AddHostConsole();
        return builder;
    }

    /// <summary>What one connection, and all of them together, may take of the admin API's server.</summary>
    public static void LimitForAdminApi(this KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = 1024 * 1024; // twice what the API reads: a body in between gets the API's own answer
        limits.MaxConcurrentConnections = 1_000;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }

    /// <summary>Warnings and worse on standard error, one line each; standard output belongs to the command.</summary>
    public static ILoggingBuilder AddHostConsole(this ILoggingBuilder logging)
    {
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return logging.AddSimpleConsole(console => console.SingleLine = true)
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None) // what keeps a server from starting is thrown, too, and explained once
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error) // its keys are in identity.db, which only its owner can read, as docs/security.md says
            .AddFilter("Polly", LogLevel.Critical) // an outage is no news call by call: the tasks say what became of an order
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel.Connections", LogLevel.Error); // a warning per connection beyond the limit would be a flood
    }

    /// <summary>The address, with the port that was taken where port 0 was asked for.</summary>
    /// <param name="url">What was asked for: its name stays.</param>
    public static Uri AddressOf(WebApplication app, Uri url) => new UriBuilder(url) { Port = AddressOf(app).Port }.Uri;

    /// <inheritdoc cref="AddressOf(WebApplication, Uri)"/>
    public static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>
    /// While a request is answered, idle time is not skipped; but for those who would stop the clock that they wait for: a worker that waits for a task, a
    /// client that waits for an execution to end, a page that follows events, and whoever moves the clock.
    /// </summary>
    public static void CountAsBusy(this WebApplication app, Func<IDisposable> busy) => app.Use(async (context, next) =>
    {
        if (context.Request.Headers["X-Amz-Target"].ToString() is "AWSStepFunctions.GetActivityTask" or "AWSStepFunctions.StartSyncExecution"
            || context.Request.Path == "/api/events"
            || context.Request.Path.StartsWithSegments("/api/clock", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        using (busy())
        {
            await next(context);
        }
    });
}
