namespace OrderingSystem.AdminApi.Security;

internal static class Caller
{
    /// <summary>Whom the server takes callers without sign-in for; the host serves them on loopback only.</summary>
    public const string Local = "local";

    public static string NameOf(HttpContext context) => context.User.Identity?.Name ?? Local;
}
