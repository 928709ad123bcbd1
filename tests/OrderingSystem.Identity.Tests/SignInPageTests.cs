using System.Net;
using System.Text.RegularExpressions;

namespace OrderingSystem.Identity.Tests;

public sealed class SignInPageTests : IAsyncLifetime
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private SignInServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await SignInServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Page_Shown_HasNoScriptAndAStrictPolicy()
    {
        using var redirect = await _server.Browser.GetAsync(_server.Authorize(Verifier));
        using var page = await _server.Browser.GetAsync(redirect.Headers.Location);
        var html = await page.Content.ReadAsStringAsync();

        page.Headers.GetValues("Content-Security-Policy").Single().Should().Be("default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
        page.Headers.CacheControl!.NoStore.Should().BeTrue();
        html.Should().NotContain("<script").And.NotContain(" style=").And.NotContain("<style").And.Contain("<html lang=\"en\">");
        foreach (var id in new[] { "username", "password" })
        {
            html.Should().Contain($"<label for=\"{id}\">").And.Contain($"id=\"{id}\"");
        }

        page.Headers.GetValues("Set-Cookie").Should().OnlyContain(cookie => cookie.Contains("httponly") && cookie.Contains("samesite=strict") && cookie.Contains("path=/connect"));
        using var style = await _server.Browser.GetAsync("/connect/sign-in.css");
        style.Content.Headers.ContentType!.MediaType.Should().Be("text/css");
    }

    [Fact]
    public async Task Submit_WrongPassword_SaysSoWithoutSayingWhatAndKeepsTheName()
    {
        using var wrongPassword = await SignInServer.SubmitAsync(_server.Browser, _server.Authorize(Verifier), "will", "wrong");
        using var wrongName = await SignInServer.SubmitAsync(_server.Browser, _server.Authorize(Verifier), "nobody", "wrong");
        var (first, second) = (await wrongPassword.Content.ReadAsStringAsync(), await wrongName.Content.ReadAsStringAsync());

        wrongPassword.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        first.Should().Contain("role=\"alert\"").And.Contain("value=\"will\"").And.NotContain("wrong\"");
        Alert(first).Should().Be(Alert(second));
    }

    [Fact]
    public async Task Submit_NameThatIsHtml_IsText()
    {
        using var answer = await SignInServer.SubmitAsync(_server.Browser, _server.Authorize(Verifier), "\"><script>alert(1)</script>", "wrong");

        (await answer.Content.ReadAsStringAsync()).Should().NotContain("<script").And.Contain("&lt;script&gt;");
    }

    [Fact]
    public async Task Submit_WithoutTheFormsToken_IsRefused()
    {
        using var redirect = await _server.Browser.GetAsync(_server.Authorize(Verifier));
        using var answer = await _server.Browser.PostAsync(redirect.Headers.Location, new FormUrlEncodedContent([new("username", "will"), new("password", SignInServer.Password)]));

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        answer.Headers.TryGetValues("Set-Cookie", out var cookies);
        (cookies ?? []).Should().NotContain(cookie => cookie.StartsWith("ordering.session", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/connect/authorize?")]
    [InlineData("/api/orders")]
    [InlineData("/connect/authorize/../../evil")]
    [InlineData("")]
    public async Task Page_WithAnotherWayBack_LeadsNowhere(string back)
    {
        using var answer = await _server.Browser.GetAsync("/connect/sign-in?returnUrl=" + Uri.EscapeDataString(back));

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).Should().NotContain("evil").And.NotContain("<form");
    }

    [Fact]
    public async Task Submit_SixthPasswordAfterFiveWrongOnes_Is429WithAWait()
    {
        for (var time = 0; time < 5; time++)
        {
            using var wrong = await SignInServer.SubmitAsync(_server.Browser, _server.Authorize(Verifier), "will", "wrong");
            wrong.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        }

        using var right = await SignInServer.SubmitAsync(_server.Browser, _server.Authorize(Verifier), "will", SignInServer.Password);

        right.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        right.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero).And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Submit_1000WrongPasswordsOverHttp_TheAddressIsHeldOff()
    {
        await using var strict = await SignInServer.StartAsync(options => options.Limits = new SignInLimits());
        using var page = await strict.Browser.GetAsync(strict.Authorize(Verifier));
        var statuses = new Dictionary<HttpStatusCode, int>();
        for (var number = 0; number < 1_000; number++)
        {
            using var answer = await strict.Browser.PostAsync(page.Headers.Location, new FormUrlEncodedContent([new("username", "will"), new("password", $"guess {number}")]));
            statuses[answer.StatusCode] = statuses.GetValueOrDefault(answer.StatusCode) + 1;
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                answer.Headers.RetryAfter.Should().NotBeNull();
            }
        }

        statuses.Should().NotContainKey(HttpStatusCode.Redirect);
        statuses[HttpStatusCode.TooManyRequests].Should().BeGreaterThan(900);
    }

    private static string Alert(string html) => Regex.Match(html, "role=\"alert\">(?<text>[^<]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["text"].Value;
}
