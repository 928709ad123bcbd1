using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Net.Http.Headers;
using OrderingSystem.AdminApi.Auditing;
using OrderingSystem.AdminApi.Problems;

namespace OrderingSystem.AdminApi.Security;

/// <summary>401 and 403, as RFC 6750 and RFC 9457 word them.</summary>
internal static class ScopeProblems
{
    public static async Task UnauthenticatedAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var hasToken = context.Request.Headers.ContainsKey(HeaderNames.Authorization);
        context.Response.Headers.WWWAuthenticate = hasToken ? "Bearer error=\"invalid_token\"" : "Bearer";
        await ProblemMiddleware.WriteAsync(
            context.HttpContext,
            new ApiProblem(
                ApiProblem.Unauthenticated,
                "Sign in first.",
                StatusCodes.Status401Unauthorized,
                hasToken ? "The access token is expired, revoked, or not one for this API. Get a new one." : "Send the header Authorization: Bearer and an access token."));
    }

    public static async Task ForbiddenAsync(ForbiddenContext context)
    {
        var scope = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Scope;
        context.Response.Headers.WWWAuthenticate = scope is null ? "Bearer error=\"insufficient_scope\"" : $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
        var problem = new ApiProblem(
            ApiProblem.ScopeMissing,
            "You may not do this.",
            StatusCodes.Status403Forbidden,
            scope is null ? null : $"It needs the scope {scope}, which your role or your token does not have.");
        await Audit.WriteRefusalAsync(context.HttpContext, problem);
        await ProblemMiddleware.WriteAsync(context.HttpContext, problem);
    }
}
