using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;
using OrderingSystem.Identity.Pages;
using OrderingSystem.Identity.Users;

namespace OrderingSystem.Identity.Endpoints;

/// <summary><c>/connect/sign-in</c>: name and password, without script.</summary>
internal static class SignInPage
{
    public const string Path = "/connect/sign-in";
    public const string StylePath = "/connect/sign-in.css";

    private const string ReturnUrl = "returnUrl";
    private const string Wrong = "The user name or the password is wrong.";

    public static IResult RedirectTo(HttpContext context) =>
        Results.Redirect($"{Path}?{ReturnUrl}={Uri.EscapeDataString(context.Request.PathBase + context.Request.Path + context.Request.QueryString)}");

    public static IResult Show(HttpContext context, IAntiforgery antiforgery, IOptions<SignInOptions> options) =>
        ReturnUrlOf(context) is { } back ? Page(context, antiforgery, options.Value, back) : NowhereToGo(context);

    public static async Task<IResult> SubmitAsync(
        HttpContext context, IAntiforgery antiforgery, UserAccounts users, IOptions<SignInOptions> options, ILogger<UserAccounts> logger)
    {
        if (ReturnUrlOf(context) is not { } back)
        {
            return NowhereToGo(context);
        }

        try
        {
            await antiforgery.ValidateRequestAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            return Page(context, antiforgery, options.Value, back, error: "The page was open too long, or the browser keeps no cookies. Please try again.", status: StatusCodes.Status400BadRequest);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var username = form["username"].ToString();
        switch (await users.CheckAsync(username, form["password"].ToString(), context.RequestAborted))
        {
            case PasswordCheck.Accepted accepted:
                await BrowserSession.BeginAsync(context, accepted.User);
                return Results.Redirect(back);
            case PasswordCheck.Locked locked:
                var wait = locked.Until - options.Value.Clock.GetUtcNow();
                logger.NameLocked(locked.Until);
                context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString();
                return Page(
                    context, antiforgery, options.Value, back, username,
                    $"Too many wrong passwords. Try again in {Math.Max(1, (int)Math.Ceiling(wait.TotalMinutes))} minute(s).", StatusCodes.Status429TooManyRequests);
            default:
                return Page(context, antiforgery, options.Value, back, username, Wrong, StatusCodes.Status401Unauthorized);
        }
    }

    public static IResult Style() => Results.Text(SignInHtml.Style, "text/css; charset=utf-8");

    private static IResult Page(
        HttpContext context, IAntiforgery antiforgery, SignInOptions options, string back, string username = "", string? error = null, int status = StatusCodes.Status200OK)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        PageHeaders.Set(context.Response, options.DevelopmentOrigins);
        var action = Path + QueryString.Create(ReturnUrl, back);
        return Results.Content(SignInHtml.SignIn(action, tokens.FormFieldName, tokens.RequestToken!, username, error), SignInHtml.MediaType, statusCode: status);
    }

    /// <summary>Only back to the request that led here: never to another site.</summary>
    private static string? ReturnUrlOf(HttpContext context)
    {
        var url = context.Request.Query[ReturnUrl].ToString();
        return url.StartsWith("/connect/authorize?", StringComparison.Ordinal) ? url : null;
    }

    private static IResult NowhereToGo(HttpContext context)
    {
        PageHeaders.Set(context.Response, []);
        return Results.Content(
            SignInHtml.Message("Start from the application", "This page is part of signing in to the application and leads nowhere by itself.", "/", "Open the application"),
            SignInHtml.MediaType,
            statusCode: StatusCodes.Status400BadRequest);
    }
}
