using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace BobsPost.Simulator.Tests.Ledger;

public sealed class KillTests
{
    [Fact]
    public async Task Kill_WhileBooking_EveryAnsweredShipmentIsInTheLedger()
    {
        var directory = Directory.CreateTempSubdirectory("bobs-post-kill-");
        var data = Path.Combine(directory.FullName, "simulator.db");
        var answered = new ConcurrentBag<string>();
        using (var process = Start(data))
        {
            var greeting = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            using var client = new HttpClient { BaseAddress = new Uri(greeting!.Split(' ').Single(word => word.StartsWith("http", StringComparison.Ordinal))) };

            var bookers = Enumerable.Range(0, 8).Select(booker => BookUntilDeadAsync(client, booker, answered)).ToArray();
            while (answered.Count < 200)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
            }

            process.Kill();
            await Task.WhenAll(bookers);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await using (var server = await SimulatorServer.StartAsync(
            new SimulatorOptions { Url = "http://127.0.0.1:0", DataFile = data },
            TimeProvider.System,
            TestContext.Current.CancellationToken))
        {
            var ledger = await server.ReadLedgerAsync(TestContext.Current.CancellationToken);
            ledger.Shipments.Select(shipment => shipment.ShipmentId).Should().Contain(answered).And.OnlyHaveUniqueItems();
        }

        directory.Delete(recursive: true);
    }

    private static async Task BookUntilDeadAsync(HttpClient client, int booker, ConcurrentBag<string> answered)
    {
        for (var number = 0; ; number++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/shipments");
                request.Headers.Add("Idempotency-Key", $"{booker}-{number}");
                request.Content = JsonContent.Create(new
                {
                    clientReference = $"{booker}-{number}",
                    recipient = new { name = "Ada", address = "1 Main Street" },
                    parcels = new[] { new { description = "Tea", quantity = 1 } },
                });
                using var response = await client.SendAsync(request);
                answered.Add((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("shipmentId").GetString()!);
            }
            catch (HttpRequestException)
            {
                return; // the process is dead
            }
        }
    }

    private static Process Start(string data)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach (var argument in new[] { typeof(SimulatorServer).Assembly.Location, "--url", "http://127.0.0.1:0", "--data", data })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
