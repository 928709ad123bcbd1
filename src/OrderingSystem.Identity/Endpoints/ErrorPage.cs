using Microsoft.AspNetCore;
using OrderingSystem.Identity.Pages;

namespace OrderingSystem.Identity.Endpoints;

/// <summary>What a person sees where a request is so wrong that it cannot be sent back to the application.</summary>
internal static class ErrorPage
{
    /// <returns>Null where OpenIddict found nothing wrong.</returns>
    public static IResult? For(HttpContext context)
    {
        if (context.GetOpenIddictServerResponse() is not { Error: { } error } response)
        {
            return null;
        }

        PageHeaders.Set(context.Response, []);
        return Results.Content(
            SignInHtml.Message("This request is not acceptable", $"{response.ErrorDescription ?? "No more is known."} ({error})", "/", "Open the application"),
            SignInHtml.MediaType,
            statusCode: StatusCodes.Status400BadRequest);
    }
}
