using System.Net;
using System.Net.Http.Json;

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
        (await http.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/customers?limit=25", TestContext.Current.CancellationToken))
            .GetProperty("items").GetArrayLength().Should().Be(25);
    }
}
