using System.Net.Http.Json;
using System.Text.Json;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>The host dies without a word, several times, while orders are being placed, booked and shipped.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Rounds = 5;
    private const int OrdersPerRound = 40;
    private const int Total = Rounds * OrdersPerRound;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Host_KilledFiveTimesAtRandomMoments_EveryOrderIsBookedOnceShippedAndNotifiedOnce()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("ordering-kill-");
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                await using var host = await StartAsync(folder.FullName, seed);
                if (round == 0)
                {
                    await OrderOutageAsync(host, TimeSpan.FromHours(12));
                }

                var delay = TimeSpan.FromMilliseconds(random.Next(20, 4000));
                var placing = PlaceAsync(host, round);
                await Task.Delay(delay, TimeProvider.System, TestContext.Current.CancellationToken);
                await host.KillAsync();
                output.WriteLine($"round {round}: killed after {delay.TotalMilliseconds} ms; {await placing} of {OrdersPerRound} orders had been accepted");
            }

            await using var last = await StartAsync(folder.FullName, seed);
            for (var round = 0; round < Rounds; round++)
            {
                (await PlaceAsync(last, round)).Should().Be(OrdersPerRound, "the same keys again must be accepted, whatever became of the first requests");
            }

            var orders = await WaitUntilAllAreToldAsync(last);

            orders.Should().HaveCount(Total);
            orders.Should().OnlyContain(order => order.GetProperty("status").GetString() == "Shipped");
            (await ShipmentsAsync(last)).Should().HaveCount(Total).And.OnlyHaveUniqueItems();
            (await NotifiedAsync(last)).Should().HaveCount(Total).And.OnlyHaveUniqueItems();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<HostProcess> StartAsync(string folder, int seed) =>
        HostProcess.ServeAsync(folder, "--clock", "skip", "--faults", "0.05", "--no-idempotency", "--seed", Math.Abs((long)seed).ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static async Task OrderOutageAsync(HostProcess host, TimeSpan duration)
    {
        using var http = host.SignedIn();
        using var clock = await http.GetFromJsonAsync<JsonDocument>(new Uri(host.AdminUrl, "/api/clock"));
        var now = clock!.RootElement.GetProperty("now").GetDateTimeOffset();
        using var carrier = new HttpClient();
        using var answer = await carrier.PostAsJsonAsync(new Uri(host.CarrierUrl, "/simulator/outages"), new { from = now, to = now + duration });
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <returns>How many of the round's orders were answered with 202 before the host died.</returns>
    private static async Task<int> PlaceAsync(HostProcess host, int round)
    {
        using var http = host.SignedIn(TimeSpan.FromSeconds(30));
        var accepted = 0;
        try
        {
            using var customers = await http.GetFromJsonAsync<JsonDocument>("/api/customers?limit=25");
            List<string> ids = [.. customers!.RootElement.GetProperty("items").EnumerateArray().Select(customer => customer.GetProperty("customerId").GetString()!)];
            for (var number = 0; number < OrdersPerRound; number++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders");
                request.Headers.Add("Idempotency-Key", $"round-{round}-order-{number}");
                request.Content = JsonContent.Create(new { customerId = ids[number % ids.Count], items = new[] { new { description = "A parcel", quantity = 1 } } });
                using var answer = await http.SendAsync(request);
                answer.StatusCode.Should().Be(System.Net.HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
                accepted++;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return accepted; // the host was killed
        }

        return accepted;
    }

    private static async Task<List<JsonElement>> WaitUntilAllAreToldAsync(HostProcess host)
    {
        using var http = host.SignedIn();
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var orders = await ReadAllAsync(http, "/api/orders?limit=200");
            var open = orders.Where(order => order.GetProperty("notifiedAt").ValueKind == JsonValueKind.Null).ToList();
            if (orders.Count == Total && open.Count == 0)
            {
                return orders;
            }

            if (TimeProvider.System.GetElapsedTime(start) > Limit)
            {
                throw new TimeoutException($"{orders.Count} orders, {open.Count} of them not told: {string.Join('\n', open.Take(3))}\n{host.Output}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<List<string>> ShipmentsAsync(HostProcess host)
    {
        using var http = new HttpClient();
        using var ledger = await http.GetFromJsonAsync<JsonDocument>(new Uri(host.CarrierUrl, "/simulator/ledger"));
        return [.. ledger!.RootElement.GetProperty("shipments").EnumerateArray()
            .Where(shipment => shipment.GetProperty("status").GetString() != "cancelled")
            .Select(shipment => shipment.GetProperty("clientReference").GetString()!)];
    }

    private static async Task<List<string>> NotifiedAsync(HostProcess host)
    {
        using var http = host.SignedIn();
        return [.. (await ReadAllAsync(http, "/api/notifications?limit=200")).Select(sent => sent.GetProperty("orderId").GetString()!)];
    }

    private static async Task<List<JsonElement>> ReadAllAsync(HttpClient http, string path)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            using var page = await http.GetFromJsonAsync<JsonDocument>(cursor is null ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}");
            items.AddRange(page!.RootElement.GetProperty("items").EnumerateArray().Select(item => item.Clone()));
            cursor = page.RootElement.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return items;
    }
}
