namespace OrderingSystem.AdminApi.Security;

/// <summary>Who somebody is, and the most that they may do; a token may grant less, never more.</summary>
public static class Roles
{
    /// <summary>Places and follows orders.</summary>
    public const string Admin = "admin";

    /// <summary>Everything, and what an execution that stands still needs.</summary>
    public const string Operator = "operator";

    /// <summary>A program that signed in by itself: what its client was given.</summary>
    public const string Program = "program";

    /// <summary>Signed in, and given no role: may do nothing.</summary>
    public const string None = "none";

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ScopesByRole { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        [Admin] = [Scopes.OrdersRead, Scopes.OrdersWrite, Scopes.ExecutionsRead],
        [Operator] = Scopes.All,
        [Program] = Scopes.All,
    };
}
