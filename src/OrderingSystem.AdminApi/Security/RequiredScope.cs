namespace OrderingSystem.AdminApi.Security;

/// <summary>Endpoint metadata: the scope that a caller needs. Until sign-in exists, the host serves on loopback only.</summary>
public sealed record RequiredScope(string Scope);

internal static class RequiredScopeExtensions
{
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredScope(scope));
}
