using System.Net.Sockets;
using System.Text;

namespace OrderingSystem.AdminApi.Tests.Security;

/// <summary>Texts that would be commands somewhere else.</summary>
public sealed class InjectionTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("Idempotency-Key: a\r\nX-Injected: 1")]
    [InlineData("Idempotency-Key: a b")]
    [InlineData("Idempotency-Key: \u0001")]
    public async Task PlaceOrder_KeyThatIsNoKey_IsRefusedAndEchoedNowhere(string header)
    {
        var answer = await SendRawAsync(
            $"POST /api/orders HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TestIssuer.Shared.Operator}\r\n{header}\r\n"
            + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");

        answer.Should().MatchRegex("^HTTP/1.1 4[0-9][0-9] ").And.NotContain("X-Injected");
    }

    [Theory]
    [InlineData("/api/orders/O-1%0d%0aX-Injected:%201")]
    [InlineData("/api/orders/..%2f..%2fcredentials.json")]
    [InlineData("/api/orders/%00")]
    [InlineData("/api/customers/C-0001'%20OR%20'1'='1")]
    public async Task Get_IdThatIsNone_Is404WithoutEcho(string path)
    {
        var answer = await SendRawAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TestIssuer.Shared.Operator}\r\nConnection: close\r\n\r\n");

        answer.Should().MatchRegex("^HTTP/1.1 40[04] ").And.NotContain("X-Injected").And.NotContain("OR '1'");
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")]
    [InlineData("GET /api/me HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n")]
    [InlineData("POST /api/orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n")]
    public async Task Request_ThatTwoServersMightReadDifferently_IsRefused(string request) =>
        (await SendRawAsync(request)).Should().MatchRegex("^HTTP/1.1 4[0-9][0-9] ");

    private async Task<string> SendRawAsync(string request)
    {
        var url = _api.Client.BaseAddress!;
        using var socket = new TcpClient();
        await socket.ConnectAsync(url.Host, url.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }
}
