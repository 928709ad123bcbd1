using System.Text.Encodings.Web;

namespace OrderingSystem.Identity.Pages;

/// <summary>The pages of sign-in: plain HTML that works without script. Every value from outside is encoded here.</summary>
internal static class SignInHtml
{
    public const string MediaType = "text/html; charset=utf-8";

    public static string Style { get; } = ReadStyle();

    public static string SignIn(string action, string tokenField, string token, string username, string? error) => Document(
        "Sign in",
        $"""
            <h1>Sign in</h1>
            <p class="what">Orders, customers and executions.</p>
        {Error(error)}    <form method="post" action="{Encode(action)}">
              <input type="hidden" name="{Encode(tokenField)}" value="{Encode(token)}">
              <label for="username">User name</label>
              <input id="username" name="username" value="{Encode(username)}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="100" required{(username.Length == 0 ? " autofocus" : string.Empty)}{Described(error)}>
              <label for="password">Password</label>
              <input id="password" name="password" type="password" autocomplete="current-password" maxlength="200" required{(username.Length == 0 ? string.Empty : " autofocus")}{Described(error)}>
              <button type="submit">Sign in</button>
            </form>
            <p class="hint">The first passwords are in <code>credentials.json</code> in the data folder of the server.</p>
        """);

    public static string Message(string title, string text, string link, string linkText) => Document(
        title,
        $"""
            <h1>{Encode(title)}</h1>
            <p>{Encode(text)}</p>
            <p><a href="{Encode(link)}">{Encode(linkText)}</a></p>
        """);

    private static string Document(string title, string body) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="robots" content="noindex">
          <title>{Encode(title)} · Ordering</title>
          <link rel="stylesheet" href="/connect/sign-in.css">
        </head>
        <body>
          <main>
        {body}
          </main>
        </body>
        </html>

        """;

    private static string Error(string? error) => error is null ? string.Empty : $"""    <p class="error" id="error" role="alert">{Encode(error)}</p>{'\n'}""";

    private static string Described(string? error) => error is null ? string.Empty : " aria-describedby=\"error\" aria-invalid=\"true\"";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string ReadStyle()
    {
        using var stream = typeof(SignInHtml).Assembly.GetManifestResourceStream("OrderingSystem.Identity.sign-in.css")
            ?? throw new InvalidOperationException("The style sheet is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
