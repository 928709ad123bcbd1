using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderingSystem.Engine.Api.Actions;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Security;

namespace OrderingSystem.Engine.Api;

/// <summary>Composition of the Step Functions wire API.</summary>
/// <remarks>The host adds an <see cref="IStepFunctionsEngine"/> and an <see cref="ICredentialStore"/>.</remarks>
public static class EngineApiServices
{
    public static IServiceCollection AddEngineApi(this IServiceCollection services, Action<EngineApiOptions>? configure = null)
    {
        var options = services.AddOptions<EngineApiOptions>()
            .Validate(o => o.MaxRequestBytes > 0 && o.MaxConnections > 0, "The wire API's limits are positive.")
            .Validate(o => o.MaxClockSkew > TimeSpan.Zero, "The wire API's clock skew is positive.")
            .ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.AddSingleton<SignatureV4>();
        services.AddSingleton<JsonProtocol>();
        return services.AddSingleton<ActionTable>();
    }

    /// <summary>Serves the protocol at <c>POST /</c>, the only path and method it has. Where nobody needs to sign, it says so.</summary>
    public static IEndpointConventionBuilder MapEngineApi(this IEndpointRouteBuilder routes)
    {
        var protocol = routes.ServiceProvider.GetRequiredService<JsonProtocol>();
        if (routes.ServiceProvider.GetRequiredService<IOptions<EngineApiOptions>>().Value.Authentication == EngineApiAuthentication.None)
        {
            routes.ServiceProvider.GetRequiredService<ILogger<EngineApiOptions>>().WithoutAuthentication();
        }

        return routes.Map("/", (RequestDelegate)protocol.HandleAsync).WithDisplayName("Step Functions API");
    }

    /// <summary>Closes connections that say nothing at first, long before the time for which one may be idle between two requests.</summary>
    public static void CloseSilentConnections(this ListenOptions listen, EngineApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(listen);
        ArgumentNullException.ThrowIfNull(options);
        var silence = options.MaxSilence;
        listen.Use(next => async connection =>
        {
            using (var patience = new CancellationTokenSource(silence, options.WallClock))
            {
                try
                {
                    var first = await connection.Transport.Input.ReadAsync(patience.Token);
                    connection.Transport.Input.AdvanceTo(first.Buffer.Start); // the server reads it again
                }
                catch (Exception ended) when (ended is OperationCanceledException or IOException)
                {
                    return; // silent for too long, or gone
                }
            }

            await next(connection);
        });
    }

    /// <summary>Limits for a server that strangers talk to: slow, endless and idle connections are closed, too many refused.</summary>
    public static void LimitForEngineApi(this KestrelServerLimits limits, EngineApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(options);
        limits.MaxRequestBodySize = options.MaxRequestBytes;
        limits.MaxConcurrentConnections = options.MaxConnections;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(75); // longer than a client's pool keeps an idle connection: it closes first
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
