using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>Who is let in, and who may share a folder.</summary>
public sealed class DoorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordering-door-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Serve_RequestForAnotherHostName_IsRefused()
    {
        await using var host = await HostProcess.ServeAsync(_folder.FullName);
        using var http = host.SignedIn();
        using var rebound = new HttpRequestMessage(HttpMethod.Get, new Uri(host.AdminUrl, "/api/orders"));
        rebound.Headers.Host = "orders.attacker.example";

        using var refused = await http.SendAsync(rebound, TestContext.Current.CancellationToken);
        using var served = await http.GetAsync(new Uri(host.AdminUrl, "/api/orders"), TestContext.Current.CancellationToken);

        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        served.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Serve_RequestWithoutToken_Is401()
    {
        await using var host = await HostProcess.ServeAsync(_folder.FullName);
        using var http = new HttpClient { BaseAddress = host.AdminUrl };

        using var answer = await http.GetAsync("/api/orders", TestContext.Current.CancellationToken);

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Serve_RevokedToken_IsRefusedAtOnceAndAfterARestart()
    {
        string token;
        await using (var first = await HostProcess.ServeAsync(_folder.FullName))
        {
            (token, var client) = await TokenAsync(first);
            var before = await StatusAsync(first, token);
            using var http = new HttpClient { BaseAddress = first.AdminUrl };
            using var revoked = await http.PostAsync("/connect/revoke", new FormUrlEncodedContent([new("token", token), .. client]), TestContext.Current.CancellationToken);

            (before, revoked.StatusCode).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK));
            (await StatusAsync(first, token)).Should().Be(HttpStatusCode.Unauthorized);
            (await StatusAsync(first, (await TokenAsync(first)).Token)).Should().Be(HttpStatusCode.OK, "the program gets another one");
            await first.KillAsync();
        }

        await using var second = await HostProcess.ServeAsync(_folder.FullName);

        (await StatusAsync(second, token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Serve_AddressTakenWhileATaskIsToGoOn_IsRefusedInOneSentence()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0); // a carrier that takes calls and never answers
        silent.Start();
        var carrier = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}");
        await using (var first = await HostProcess.ServeAsync(_folder.FullName, "--carrier-url", carrier))
        {
            using var http = first.SignedIn();
            _ = await http.PlaceOrderAsync("C-0001");
            using var call = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await first.KillAsync();
        }

        var (exitCode, _, error) = await HostProcess.RunAsync(
            "serve", "--data", _folder.FullName, "--url", carrier, "--stepfunctions-url", "http://127.0.0.1:0", "--carrier-url", carrier);

        exitCode.Should().Be(2);
        error.Trim().Split('\n').Should().ContainSingle().Which.Should().Contain("listens there");
    }

    [Fact]
    public async Task Serve_FolderInUse_TheSecondRefusesAndTheFirstGoesOn()
    {
        await using var first = await HostProcess.ServeAsync(_folder.FullName);

        var (exitCode, _, error) = await HostProcess.RunAsync(
            "serve", "--data", _folder.FullName, "--url", "http://127.0.0.1:0", "--stepfunctions-url", "http://127.0.0.1:0", "--carrier-url", "http://127.0.0.1:0");

        exitCode.Should().Be(2);
        error.Should().Contain(_folder.FullName).And.Contain("another running process").And.NotContain("   at ");
        using var http = new HttpClient { BaseAddress = first.AdminUrl };
        (await http.GetAsync("/readyz", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Serve_OwnerKilled_TheNextTakesTheFolderOver()
    {
        await using (var first = await HostProcess.ServeAsync(_folder.FullName))
        {
            await first.KillAsync();
        }

        await using var second = await HostProcess.ServeAsync(_folder.FullName);

        using var http = second.SignedIn();
        (await http.GetFromJsonAsync<JsonElement>("/api/customers?limit=25", TestContext.Current.CancellationToken))
            .GetProperty("items").GetArrayLength().Should().Be(25);
    }

    private static async Task<HttpStatusCode> StatusAsync(HostProcess host, string token)
    {
        using var http = new HttpClient { BaseAddress = host.AdminUrl };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync("/api/me", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<(string Token, KeyValuePair<string, string>[] Client)> TokenAsync(HostProcess host)
    {
        var credentials = CredentialsFile.ReadOrCreate(host.DataFolder, HostSettings.Region).Client;
        KeyValuePair<string, string>[] client = [new("client_id", credentials.ClientId), new("client_secret", credentials.ClientSecret)];
        using var http = new HttpClient { BaseAddress = host.AdminUrl };
        using var answer = await http.PostAsync(
            "/connect/token", new FormUrlEncodedContent([new("grant_type", "client_credentials"), .. client]), TestContext.Current.CancellationToken);
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return (tokens.GetProperty("access_token").GetString()!, client);
    }
}
