using System.Net.Http.Json;
using System.Text.Json;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>A copy of a folder in use, its check, and a start on it, as their user does them.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordering-backup-");

    private string Data => Path.Combine(_folder.FullName, "data");

    private string Copy => Path.Combine(_folder.FullName, "copy");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Backup_OfARunningHost_IsSoundAndServesTheSameOrders()
    {
        string orderId;
        await using (var host = await HostProcess.ServeAsync(Data))
        {
            orderId = await PlaceAsync(host);
            (await HostProcess.RunAsync("backup", Copy, "--data", Data)).ExitCode.Should().Be(0);
            (await HostProcess.RunAsync("backup", Copy, "--data", Data)).ExitCode.Should().Be(2, "it overwrites nothing");
        }

        var (exitCode, report, _) = await HostProcess.RunAsync("check", "--data", Copy);

        exitCode.Should().Be(0, report);
        await using var restored = await HostProcess.ServeAsync(Copy);
        using var http = restored.SignedIn();
        var order = await http.GetFromJsonAsync<JsonElement>(new Uri(restored.AdminUrl, "/api/orders/" + orderId), TestContext.Current.CancellationToken);
        order.GetProperty("orderId").GetString().Should().Be(orderId);
    }

    [Fact]
    public async Task Check_FolderThatIsNone_ExitsWithTwo()
    {
        var (exitCode, _, error) = await HostProcess.RunAsync("check", "--data", Copy);

        exitCode.Should().Be(2);
        error.Should().Contain("holds no engine.db").And.NotContain("   at ");
    }

    [Fact]
    public async Task Simulate_ASeedWithAPlantedBug_FailsAndSaysHowToRepeatIt()
    {
        var (exitCode, output, _) = await HostProcess.RunAsync("simulate", "--seeds", "3", "--plant", "SkipsSync");

        exitCode.Should().Be(1);
        output.Should().Contain("acknowledged").And.Contain("--first-seed");
    }

    private static async Task<string> PlaceAsync(HostProcess host)
    {
        using var http = host.SignedIn();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.AdminUrl, "/api/orders"))
        {
            Content = JsonContent.Create(new { customerId = "C-0025", items = new[] { new { description = "Walnut desk", quantity = 1 } } }),
        };
        request.Headers.Add("Idempotency-Key", "backup");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("orderId").GetString()!;
    }
}
