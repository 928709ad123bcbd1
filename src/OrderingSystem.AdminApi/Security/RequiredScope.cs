using Microsoft.AspNetCore.Authorization;

namespace OrderingSystem.AdminApi.Security;

/// <summary>Endpoint metadata: the scope that a caller needs. The authorization middleware reads it.</summary>
public sealed record RequiredScope(string Scope) : IAuthorizationRequirementData, IAuthorizationRequirement
{
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

internal static class RequiredScopeExtensions
{
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredScope(scope));
}
