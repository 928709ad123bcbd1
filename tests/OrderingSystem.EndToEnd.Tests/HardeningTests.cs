using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>What the host takes from strangers, and where it refuses to listen.</summary>
public sealed class HardeningTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordering-hard-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Serve_PathsThatLeaveTheWebRoot_GiveNoFile()
    {
        await using var host = await HostProcess.ServeAsync(_folder.FullName);
        var data = _folder.FullName.TrimStart('/');
        string[] paths =
        [
            "/../appsettings.json", "/..%2f..%2f..%2fetc/passwd", "/assets/../../OrderingSystem.Host.dll", "/assets/..%2fOrderingSystem.Host.dll",
            "/%2e%2e/%2e%2e/etc/passwd", "/..%5c..%5cOrderingSystem.Host.dll", "//etc/passwd", "/assets/%00", $"/..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2f{data}/credentials.json",
        ];

        foreach (var path in paths)
        {
            var answer = await SendRawAsync(host.AdminUrl, $"GET {path} HTTP/1.1\r\nHost: {host.AdminUrl.Authority}\r\nConnection: close\r\n\r\n");

            answer.Should().NotContain("client_secret", path).And.NotContain("root:", path).And.NotContain("MZ", path);
            answer.Should().MatchRegex("^HTTP/1.1 (400|404|200) ", path);
            if (answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            {
                answer.Should().Contain("<div id=\"root\">", "{0} is a route of the web app", path);
            }
        }
    }

    [Theory]
    [InlineData("/orders?status=Placed")]
    [InlineData("//evil.example/orders")]
    public async Task Serve_AppOpenedByAnotherName_LeadsToTheIssuersAddressAndNowhereElse(string path)
    {
        await using var host = await HostProcess.ServeAsync(_folder.FullName);

        var answer = await SendRawAsync(host.AdminUrl, $"GET {path} HTTP/1.1\r\nHost: localhost:{host.AdminUrl.Port}\r\nConnection: close\r\n\r\n");

        answer.Should().MatchRegex("^HTTP/1.1 (302|404) ", "without the web app there is nothing to open");
        if (answer.StartsWith("HTTP/1.1 302", StringComparison.Ordinal))
        {
            answer.Should().Contain($"Location: {host.AdminUrl.GetLeftPart(UriPartial.Authority)}{path}\r\n");
        }
    }

    [Theory]
    [InlineData("/api/nowhere")]
    [InlineData("/connect/nowhere")]
    [InlineData("/assets/nowhere.js")]
    [InlineData("/.well-known/nowhere")]
    [InlineData("/openapi/nowhere")]
    public async Task Serve_UnknownPathOfAnotherPart_Is404AndNotTheApp(string path)
    {
        await using var host = await HostProcess.ServeAsync(_folder.FullName);
        using var http = new HttpClient { BaseAddress = host.AdminUrl };

        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType?.MediaType.Should().NotBe("text/html");
        answer.Headers.Contains("Content-Security-Policy").Should().BeTrue();
        answer.Headers.Contains("Server").Should().BeFalse();
    }

    [Fact]
    public async Task Serve_BodiesThatAreTooLarge_Are413()
    {
        await using var host = await HostProcess.ServeAsync(_folder.FullName);
        using var http = host.SignedIn();

        foreach (var size in new[] { 600 * 1024, 5 * 1024 * 1024 })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders");
            request.Headers.Add("Idempotency-Key", "large");
            request.Headers.ExpectContinue = true; // so that the answer is read instead of a broken pipe met
            request.Content = new StringContent("{\"note\":\"" + new string('x', size) + "\"}", Encoding.UTF8, "application/json");
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

            answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        }
    }

    [Fact]
    public async Task Serve_BodyThatTrickles_IsCutOff()
    {
        await using var host = await HostProcess.ServeAsync(_folder.FullName);
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.AdminUrl.Host, host.AdminUrl.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /connect/token HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n"));
        using var cancel = new CancellationTokenSource(Patience);

        var trickling = TrickleAsync(stream, cancel.Token);
        var answer = await ReadToEndAsync(stream, cancel.Token);
        await cancel.CancelAsync();
        await trickling;

        answer.Should().Match(text => text.Length == 0 || text.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), "it is refused or hung up on");
    }

    [Theory]
    [InlineData("http://192.0.2.1:0", "https")]
    [InlineData("http://orders.example.com:0", "https")]
    [InlineData("https://orders.example.com:0", "--tls-certificate")]
    [InlineData("https://0.0.0.0:0", "every address")]
    [InlineData("http://0.0.0.0:0", "--tls-certificate")]
    public async Task Serve_BeyondLoopbackWithoutTls_RefusesAndSaysWhatToAdd(string url, string advice)
    {
        var (exitCode, _, error) = await HostProcess.RunAsync(
            "serve", "--data", _folder.FullName, "--url", url, "--stepfunctions-url", "http://127.0.0.1:0", "--carrier-url", "http://127.0.0.1:0");

        exitCode.Should().NotBe(0);
        error.Should().Contain(advice).And.NotContain("   at ");
    }

    [Fact]
    public async Task Serve_StepFunctionsBeyondLoopback_Refuses()
    {
        var (exitCode, _, error) = await HostProcess.RunAsync("serve", "--data", _folder.FullName, "--stepfunctions-url", "http://192.0.2.1:8083");

        exitCode.Should().NotBe(0);
        error.Should().Contain("not a loopback address");
    }

    [Fact]
    public async Task Serve_UnderTls_IsItsNameToBrowsersAndTokensAlike()
    {
        using var certificate = WriteCertificate("orders.test", out var certificateFile, out var keyFile);
        await using var host = await HostProcess.ServeAsync(
            Path.Combine(_folder.FullName, "data"), "--url", "https://orders.test:0", "--tls-certificate", certificateFile, "--tls-key", keyFile);
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString() },
        })
        { BaseAddress = host.AdminUrl };

        using var configuration = await http.GetAsync("/config.json", TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await configuration.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var discovery = JsonDocument.Parse(await http.GetStringAsync("/.well-known/openid-configuration", TestContext.Current.CancellationToken));

        host.AdminUrl.Host.Should().Be("orders.test");
        json.RootElement.GetProperty("authority").GetString().Should().Be(host.AdminUrl.AbsoluteUri.TrimEnd('/'));
        discovery.RootElement.GetProperty("issuer").GetString().Should().Be(host.AdminUrl.AbsoluteUri);
        configuration.Headers.GetValues("Strict-Transport-Security").Should().Equal("max-age=31536000");
    }

    [Fact]
    public async Task Credentials_PasswordsTakenOut_StayGood()
    {
        await using (var first = await HostProcess.ServeAsync(_folder.FullName))
        {
            using var http = first.SignedIn();
            (await http.GetAsync("/api/me", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);
        }

        var file = Path.Combine(_folder.FullName, "credentials.json");
        var credentials = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        credentials["admin"]!.AsObject().Remove("password");
        credentials["operator"]!.AsObject().Remove("password");
        await File.WriteAllTextAsync(file, credentials.ToJsonString(), TestContext.Current.CancellationToken);

        await using var second = await HostProcess.ServeAsync(_folder.FullName);
        using var again = second.SignedIn();
        (await again.GetAsync("/api/me", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private X509Certificate2 WriteCertificate(string name, out string certificateFile, out string keyFile)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        certificateFile = Path.Combine(_folder.FullName, "orders.pem");
        keyFile = Path.Combine(_folder.FullName, "orders.key");
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return certificate;
    }

    private static async Task<string> SendRawAsync(Uri url, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(url.Host, url.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var cancel = new CancellationTokenSource(Patience);
        return await ReadToEndAsync(stream, cancel.Token);
    }

    private static async Task<string> ReadToEndAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Hung up on: what came until then is the answer.
        }

        return text.ToString();
    }

    private static async Task TrickleAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await stream.WriteAsync("x"u8.ToArray(), cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
            // The server hung up, or the answer has been read.
        }
    }
}
