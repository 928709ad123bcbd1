using Microsoft.AspNetCore.Authorization;
using OrderingSystem.AdminApi.Endpoints;
using OrderingSystem.AdminApi.Problems;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;

namespace OrderingSystem.AdminApi;

public static class AdminApiServices
{
    /// <summary>What the routes need beside the application, its adapters, and an issuer of tokens (see <see cref="AccessTokens"/>).</summary>
    public static IServiceCollection AddAdminApi(this IServiceCollection services) => services
        .AddRouting()
        .AddAuthorization()
        .AddSingleton<IAuthorizationHandler, RequiredScopeHandler>()
        .ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AdminApiJson.Default));

    /// <summary>Maps <c>/api</c>, <c>/healthz</c> and <c>/readyz</c>. Errors below <c>/api</c> leave as problem documents.</summary>
    public static WebApplication MapAdminApi(this WebApplication app)
    {
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
            api => api.UseMiddleware<ProblemMiddleware>());
        app.UseAuthentication();
        app.UseAuthorization();
        var group = app.MapGroup("/api").RequireAuthorization();
        group.MapMe();
        group.MapOrders();
        group.MapTimeline();
        group.MapDecisions();
        group.MapCustomers();
        group.MapNotifications();
        group.MapCarrier();
        group.MapInvariants();
        group.MapClock();
        app.MapHealth();
        return app;
    }
}
