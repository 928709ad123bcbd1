using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace OrderingSystem.AdminApi.Tests.Security;

/// <summary>Tokens as Cognito writes them, from an issuer over HTTP that can go away.</summary>
public sealed class CognitoTests : IAsyncLifetime
{
    private readonly FakeCognito _cognito = new();
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync()
    {
        await _cognito.StartAsync();
        _api = await ApiServer.StartAsync(cognito: options =>
        {
            options.Issuer = _cognito.Issuer;
            options.ClientIds = ["web", "script"];
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _cognito.DisposeAsync();
    }

    [Fact]
    public async Task Me_UserOfAGroup_HasTheScopesThatTheGroupAllows()
    {
        (await MeAsync(_cognito.Token("ada", ["admin"]))).Should().Be("ada admin orders:read orders:write executions:read");
        (await MeAsync(_cognito.Token("olga", ["admin", "operator"]))).Should().Be("olga operator orders:read orders:write executions:read executions:operate");
        (await MeAsync(_cognito.Token("nina", []))).Should().Be("nina none");
    }

    [Fact]
    public async Task Me_Program_HasTheScopesOfItsToken() =>
        (await MeAsync(_cognito.Token(null, [], client: "script", scope: "ordering/orders:read other/orders:write"))).Should().Be("script program orders:read");

    [Fact]
    public async Task Call_TokensThatAreNotForThisApi_Are401()
    {
        (await StatusAsync(_cognito.Token("olga", ["operator"], client: "another-app"))).Should().Be(401);
        (await StatusAsync(_cognito.Token("olga", ["operator"], use: "id"))).Should().Be(401);
        (await StatusAsync(_cognito.Token("olga", ["operator"], issuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_other"))).Should().Be(401);
        (await StatusAsync(_cognito.Token("olga", ["operator"], lifetime: TimeSpan.FromMinutes(-2)))).Should().Be(401);
    }

    [Fact]
    public async Task Call_SignedWithAnotherAlgorithm_Is401()
    {
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (await StatusAsync(_cognito.Token("olga", ["operator"], with: new SigningCredentials(_cognito.Key, SecurityAlgorithms.RsaSha512)))).Should().Be(401);
        (await StatusAsync(_cognito.Token("olga", ["operator"], with: new SigningCredentials(new ECDsaSecurityKey(elliptic), SecurityAlgorithms.EcdsaSha256)))).Should().Be(401);
    }

    [Fact]
    public async Task Call_IssuerIsDown_KnownKeysStayGood()
    {
        var token = _cognito.Token("olga", ["operator"]);
        (await StatusAsync(token)).Should().Be(200);

        await _cognito.StopAsync();

        (await StatusAsync(token)).Should().Be(200);
        (await StatusAsync(_cognito.Token("ada", ["admin"]))).Should().Be(200, "a new token of a known key needs no issuer");
        (await StatusAsync(_cognito.TokenOfAnUnknownKey())).Should().Be(401);
        (await StatusAsync(token)).Should().Be(200, "a token of an unknown key spoils nothing");
    }

    [Fact]
    public async Task Call_KeyReplacedAtTheIssuer_IsFetched()
    {
        (await StatusAsync(_cognito.Token("olga", ["operator"]))).Should().Be(200);

        _cognito.ReplaceKey();

        (await EventuallyAsync(() => StatusAsync(_cognito.Token("olga", ["operator"])))).Should().Be(200);
    }

    /// <summary>The first token of a new key has it fetched; whether that one is answered yet is left open.</summary>
    private static async Task<int> EventuallyAsync(Func<Task<int>> ask)
    {
        var status = await ask();
        for (var again = 0; status != 200 && again < 50; again++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
            status = await ask();
        }

        return status;
    }

    private async Task<string> MeAsync(string token)
    {
        using var answer = await SendAsync("/api/me", token);
        var me = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return string.Join(' ', [me["name"]!.GetValue<string>(), me["role"]!.GetValue<string>(), .. me["scopes"]!.AsArray().Select(scope => scope!.GetValue<string>())]);
    }

    private async Task<int> StatusAsync(string token)
    {
        using var answer = await SendAsync("/api/orders", token);
        return (int)answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _api.Client.SendAsync(request);
    }
}
