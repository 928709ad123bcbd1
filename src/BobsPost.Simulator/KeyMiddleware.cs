using System.Security.Cryptography;
using System.Text;
using BobsPost.Simulator.Faults;

namespace BobsPost.Simulator;

/// <summary>Lets only those into the carrier's API who bring its key. The control routes have no key: they answer on loopback alone.</summary>
/// <param name="apiKey">The key of this moment; null lets everybody in.</param>
internal sealed class KeyMiddleware(RequestDelegate next, Func<string?> apiKey)
{
    private const string Scheme = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        if (apiKey() is not { } key
            || !context.Request.Path.StartsWithSegments(FaultMiddleware.ApiPrefix, StringComparison.OrdinalIgnoreCase)
            || Brings(context.Request.Headers.Authorization, key))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return CarrierProblem.Of(
            StatusCodes.Status401Unauthorized, "unauthorized", "The key is missing or wrong.", "Send Authorization: Bearer with the key that Bob's Post gave you.").ToResult().ExecuteAsync(context);
    }

    private static bool Brings(string? header, string key) =>
        header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim()), Encoding.UTF8.GetBytes(key));
}
