using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using OrderingSystem.AdminApi.OpenApi;
using OrderingSystem.AdminApi.Security;
using OrderingSystem.AdminApi.Serialization;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary><c>/api/me</c>: who the server takes the caller for, and what they may do. Needs a token, and no scope.</summary>
internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder api) =>
        api.MapGet("/me", Me)
            .Documented("whoAmI", "Caller", "Who you are", "The name, role and scopes that the server takes you for. Needs a token, and no scope.")
            .Answers<MeView>();

    private static JsonHttpResult<MeView> Me(HttpContext context) => TypedResults.Json(
        new MeView(Caller.NameOf(context), Caller.RoleOf(context.User), [.. Caller.ScopesOf(context.User)]), AdminApiJson.Default.MeView);
}

/// <param name="Role"><c>admin</c>, <c>operator</c> or <c>program</c>; <c>none</c> for somebody without a role.</param>
public sealed record MeView(string Name, [property: AllowedValues("admin", "operator", "program", "none")] string Role, IReadOnlyList<string> Scopes);
