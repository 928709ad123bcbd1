using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using OrderingSystem.AdminApi.Auditing;
using OrderingSystem.AdminApi.Caching;
using OrderingSystem.AdminApi.Endpoints;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;

namespace OrderingSystem.AdminApi;

public static class AdminApiServices
{
    /// <summary>What tells a WebApplication that it need not put authentication before everything else, before requests for sign-in have waited for users and clients to be known.</summary>
    private const string AuthenticationIsSet = "__AuthenticationMiddlewareSet";

    /// <summary>What the routes need beside the application, its adapters, and an issuer of tokens (see <see cref="AccessTokens"/>).</summary>
    public static IServiceCollection AddAdminApi(this IServiceCollection services) => services.AddEngineConsoleApi().AddSingleton<CarrierViews>();

    /// <summary>What the routes about executions need, where there are no orders: with <c>AddExecutions</c>, its adapters, and an issuer of tokens.</summary>
    public static IServiceCollection AddEngineConsoleApi(this IServiceCollection services) => services
        .AddRouting()
        .AddAuthorization()
        .AddSingleton<IAuthorizationHandler, RequiredScopeHandler>()
        .AddApiDocument()
        .ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, AdminApiJson.Default);
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict; // a number is no text: the OpenAPI document says so, too
        });

    /// <summary>Maps <c>/api</c>, <c>/openapi</c>, <c>/docs</c>, <c>/healthz</c> and <c>/readyz</c>. Errors below <c>/api</c> leave as problem documents.</summary>
    /// <remarks><see cref="SecurityHeaders.UseSecurityHeaders"/> goes before everything else.</remarks>
    public static WebApplication MapAdminApi(this WebApplication app)
    {
        var group = app.MapApiGroup().AuditWrites();
        group.MapAudit();
        group.MapOrders();
        group.MapOrderLists();
        group.MapOrderNotes();
        group.MapWhereabouts();
        group.MapTimeline();
        group.MapDecisions();
        group.MapExecutionOperations();
        group.MapBulkRedrive();
        group.MapCustomers();
        group.MapNotifications();
        group.MapCarrier();
        group.MapInvariants();
        group.MapClock();
        group.MapEvents();
        group.MapExecutionReading();
        app.MapHealth();
        app.MapApiDocument();
        return app;
    }

    /// <summary>Of <c>/api</c>, what is about executions: for an engine that knows no orders.</summary>
    public static WebApplication MapEngineConsoleApi(this WebApplication app)
    {
        var group = app.MapApiGroup();
        group.MapExecutionReading();
        group.MapAnyExecutionOperations();
        group.MapClock();
        app.MapHealth();
        return app;
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    private static RouteGroupBuilder MapApiGroup(this WebApplication app)
    {
        app.UseWhen(IsApi, api => api.UseMiddleware<ProblemMiddleware>().UseMiddleware<ConditionalGetMiddleware>().UseAccessTokens());

        // An issuer in this process asks of each request that comes by whether it is for one of its addresses: none of the API's is.
        app.UseWhen(context => !IsApi(context), others => others.UseAuthentication());
        ((IApplicationBuilder)app).Properties[AuthenticationIsSet] = true;
        app.UseAuthorization();
        var group = app.MapGroup("/api").RequireAuthorization();
        group.MapMe();
        return group;
    }

    private static void MapExecutionReading(this IEndpointRouteBuilder group)
    {
        group.MapStateMachines();
        group.MapExecutions();
        group.MapHistory();
        group.MapStartExecution();
        group.MapWaiting();
    }
}
