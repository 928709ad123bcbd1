using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>What the host says and leaves alone when its folder is not as it should be.</summary>
public sealed class DamagedFolderTests : IDisposable
{
    private const int CannotStart = 2;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordering-damaged-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("engine.db")]
    [InlineData("orders.db")]
    [InlineData("identity.db")]
    [InlineData("bobs-post.db")]
    public async Task Serve_FileOfANewerRelease_RefusesUntouched(string file)
    {
        await UseOnceAsync();
        using (var newer = new SqliteConnection($"Data Source={InFolder(file)};Pooling=False"))
        {
            newer.Open();
            using var command = newer.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            _ = command.ExecuteNonQuery();
        }

        await RefusesAsync(file, $"*{file}*newer release*");
    }

    [Theory]
    [InlineData("engine.db")]
    [InlineData("orders.db")]
    [InlineData("identity.db")]
    [InlineData("bobs-post.db")]
    public async Task Serve_NotADatabase_RefusesUntouched(string file)
    {
        await File.WriteAllTextAsync(InFolder(file), new string('x', 20_000), TestContext.Current.CancellationToken);

        await RefusesAsync(file, $"*{file}*not a database*");
    }

    [Theory]
    [InlineData("engine.db")]
    [InlineData("orders.db")]
    [InlineData("identity.db")]
    [InlineData("bobs-post.db")]
    public async Task Serve_DamagedPages_RefusesUntouched(string file)
    {
        await UseOnceAsync();
        var bytes = await File.ReadAllBytesAsync(InFolder(file), TestContext.Current.CancellationToken);
        bytes.AsSpan(4_096).Fill(0xFF); // every page but the first, which lists the tables
        await File.WriteAllBytesAsync(InFolder(file), bytes, TestContext.Current.CancellationToken);

        await RefusesAsync(file, $"*{file}*damaged*backup*");
    }

    [Fact]
    public async Task Serve_LogDeletedAfterAKill_RefusesUntouched()
    {
        await using (var host = await HostProcess.ServeAsync(_folder.FullName))
        {
            await host.KillAsync();
        }

        File.Delete(InFolder("engine.db-wal"));

        await RefusesAsync("engine.db", "*engine.db-wal*is gone*");
    }

    [Fact]
    public async Task Serve_ReadOnlyFolder_Refuses()
    {
        await using var disk = await SmallDisk.MountAsync(64);
        await disk.MakeReadOnlyAsync();

        var (exitCode, error) = await ServeToItsEndAsync(disk.Path);

        exitCode.Should().Be(CannotStart);
        error.Should().Match($"*{disk.Path}*cannot be written*choose another folder*").And.NotContain("   at ");
    }

    [Fact]
    public async Task Serve_DiskFullAtTheStart_Refuses()
    {
        await using var disk = await SmallDisk.MountAsync(64);
        await disk.FillAsync(leave: 8_192);

        var (exitCode, error) = await ServeToItsEndAsync(disk.Path);

        exitCode.Should().Be(CannotStart);
        error.Should().Match("*full*").And.NotContain("   at ");
    }

    [Fact]
    public async Task Serve_DiskFullWhileOrdersArePlaced_EndsSayingSoAndEveryAcceptedOrderGoesOnAfterwards()
    {
        await using var disk = await SmallDisk.MountAsync(64);
        var accepted = new List<string>();
        await using (var host = await HostProcess.ServeAsync(disk.Path, "--clock", "skip"))
        {
            accepted.AddRange(await PlaceAsync(host, 10));
            await disk.FillAsync(leave: 300_000);

            accepted.AddRange(await PlaceAsync(host, 5_000));

            (await host.WaitForExitAsync()).Should().Be(CannotStart);
            host.Output.Should().Contain("full").And.NotContain("Unhandled exception");
        }

        disk.Empty();
        await using var again = await HostProcess.ServeAsync(disk.Path, "--clock", "skip");

        accepted.Count.Should().BeInRange(10, 5_000);
        await ShippedAsync(again, accepted);
    }

    private string InFolder(string file) => Path.Combine(_folder.FullName, file);

    private async Task UseOnceAsync()
    {
        await using var host = await HostProcess.ServeAsync(_folder.FullName);
        (await PlaceAsync(host, 1)).Should().HaveCount(1);
        await host.StopAsync();
    }

    private async Task RefusesAsync(string file, string sentence)
    {
        var before = await File.ReadAllBytesAsync(InFolder(file), TestContext.Current.CancellationToken);

        var (exitCode, error) = await ServeToItsEndAsync(_folder.FullName);

        exitCode.Should().Be(CannotStart, error);
        error.Should().Match(sentence).And.NotContain("   at ");
        (await File.ReadAllBytesAsync(InFolder(file), TestContext.Current.CancellationToken)).Should().Equal(before);
    }

    private static async Task<(int ExitCode, string Error)> ServeToItsEndAsync(string folder)
    {
        var (exitCode, _, error) = await HostProcess.RunAsync(
            "serve", "--data", folder, "--url", "http://127.0.0.1:0", "--stepfunctions-url", "http://127.0.0.1:0", "--carrier-url", "http://127.0.0.1:0");
        return (exitCode, error);
    }

    /// <returns>The orders that were answered with 202; fewer than asked for if the host refused or died.</returns>
    private static async Task<List<string>> PlaceAsync(HostProcess host, int count)
    {
        using var http = host.SignedIn(TimeSpan.FromSeconds(30));
        var accepted = new List<string>();
        try
        {
            for (var number = 0; number < count; number++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.AdminUrl, "/api/orders"))
                {
                    Content = JsonContent.Create(new { customerId = "C-0025", items = new[] { new { description = "Walnut desk", quantity = 1 } } }),
                };
                request.Headers.Add("Idempotency-Key", $"{host.AdminUrl.Port}-{count}-{number}");
                using var answer = await http.SendAsync(request);
                if (!answer.IsSuccessStatusCode)
                {
                    return accepted;
                }

                accepted.Add((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("orderId").GetString()!);
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
        {
            return accepted; // the host has ended
        }

        return accepted;
    }

    private static async Task ShippedAsync(HostProcess host, List<string> orders)
    {
        using var http = host.SignedIn();
        var waiting = new HashSet<string>(orders, StringComparer.Ordinal);
        var start = TimeProvider.System.GetTimestamp();
        while (waiting.Count > 0)
        {
            foreach (var order in waiting.ToList())
            {
                var view = await http.GetFromJsonAsync<JsonElement>(new Uri(host.AdminUrl, "/api/orders/" + order), TestContext.Current.CancellationToken);
                if (view.GetProperty("status").GetString() == "Shipped" && view.GetProperty("notifiedAt").ValueKind != JsonValueKind.Null)
                {
                    _ = waiting.Remove(order);
                }
            }

            TimeProvider.System.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromMinutes(2), "{0} of {1} orders still wait: {2}", waiting.Count, orders.Count, waiting.FirstOrDefault());
        }
    }
}
