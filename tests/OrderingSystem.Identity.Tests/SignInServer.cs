using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OrderingSystem.Identity.Tokens;

namespace OrderingSystem.Identity.Tests;

/// <summary>Sign-in on Kestrel at a free port, and a browser that follows no redirect by itself.</summary>
internal sealed partial class SignInServer : IAsyncDisposable
{
    public const string Password = "correct horse battery staple";
    public const string Scope = "openid profile offline_access read write";

    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;

    private SignInServer(DirectoryInfo folder, WebApplication app)
    {
        (_folder, _app) = (folder, app);
        Browser = NewBrowser();
    }

    public HttpClient Browser { get; }

    /// <summary>What the API asks for each request.</summary>
    public RevokedTokens Revoked => _app.Services.GetRequiredService<RevokedTokens>();

    /// <summary>What it would ask after a restart.</summary>
    public RevokedTokens RevokedAnew => ActivatorUtilities.CreateInstance<RevokedTokens>(_app.Services);

    public Uri Url => new(_app.Urls.Single());

    public string Callback => new Uri(Url, "/auth/callback").AbsoluteUri;

    public static async Task<SignInServer> StartAsync(Action<SignInOptions>? more = null)
    {
        var folder = Directory.CreateTempSubdirectory("sign-in-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddAuthorization();
        builder.Services.AddSignIn(options =>
        {
            options.DatabaseFile = Path.Combine(folder.FullName, "identity.db");
            options.Audience = "api";
            options.Scopes = ["read", "write"];
            options.ScopesByRole = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["reader"] = ["read"], ["writer"] = ["read", "write"] };
            options.Users = [new InitialUser("rita", Password, "reader"), new InitialUser("will", Password, "writer")];
            options.Program = new InitialClient("script", "a secret of the script");
            options.Limits = new SignInLimits { SignInsPerMinute = 10_000, TokensPerMinute = 10_000 };
            more?.Invoke(options);
        });
        var app = builder.Build();
        app.UseSignIn();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapSignIn();
        await app.StartAsync();
        return new SignInServer(folder, app);
    }

    public HttpClient NewBrowser() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Url };

    /// <summary>The request that the web app sends its user to.</summary>
    public string Authorize(string verifier, string? redirect = null, string scope = Scope, string? method = "S256", string more = "")
    {
        var challenge = method == "plain" ? verifier : Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(verifier)));
        var proof = method is null ? string.Empty : $"&code_challenge={challenge}&code_challenge_method={method}";
        return $"/connect/authorize?response_type=code&client_id=admin-web&redirect_uri={Uri.EscapeDataString(redirect ?? Callback)}&scope={Uri.EscapeDataString(scope)}&state=s&nonce=n{proof}{more}";
    }

    /// <summary>Fills the form in and sends it.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(HttpClient browser, string authorize, string username, string password)
    {
        using var toPage = await browser.GetAsync(authorize);
        var html = await browser.GetStringAsync(toPage.Headers.Location);
        return await browser.PostAsync(
            WebUtility.HtmlDecode(FormAction().Match(html).Groups["action"].Value),
            new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", FormToken().Match(html).Groups["token"].Value), new("username", username), new("password", password),
            ]));
    }

    /// <summary>Signs in, and has the code that the app is sent.</summary>
    public async Task<string> CodeAsync(string verifier, string username = "will", string scope = Scope)
    {
        using var submitted = await SubmitAsync(Browser, Authorize(verifier, scope: scope), username, Password);
        submitted.StatusCode.Should().Be(HttpStatusCode.Redirect, await submitted.Content.ReadAsStringAsync());
        using var back = await Browser.GetAsync(submitted.Headers.Location);
        return CodeOf(back);
    }

    public static string CodeOf(HttpResponseMessage back) =>
        System.Web.HttpUtility.ParseQueryString(back.Headers.Location!.Query)["code"] ?? throw new InvalidOperationException(back.Headers.Location.ToString());

    public Task<(int Status, JsonElement Body)> RedeemAsync(string code, string verifier, string? redirect = null) => TokenAsync(
        ("grant_type", "authorization_code"), ("client_id", "admin-web"), ("code", code), ("code_verifier", verifier), ("redirect_uri", redirect ?? Callback));

    public Task<(int Status, JsonElement Body)> RefreshAsync(string refreshToken) =>
        TokenAsync(("grant_type", "refresh_token"), ("client_id", "admin-web"), ("refresh_token", refreshToken));

    public async Task<(int Status, JsonElement Body)> TokenAsync(params (string Name, string Value)[] form)
    {
        using var answer = await Browser.PostAsync("/connect/token", new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return ((int)answer.StatusCode, body.RootElement.Clone());
    }

    public static JsonElement Claims(string token)
    {
        using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.Split('.')[1]));
        return claims.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex("action=\"(?<action>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormAction();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();
}
