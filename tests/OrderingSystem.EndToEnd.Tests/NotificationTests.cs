using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>The host tells customers: with a mail server that is dead for days, and by people who call.</summary>
public sealed class NotificationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordering-told-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task MailServer_Dead_IsTriedForDaysBeforeAnybodyIsAsked()
    {
        await using var host = await HostProcess.ServeAsync(_folder.FullName, "--clock", "skip", "--smtp", AddressOf(FreePort()), "--mail-from", "orders@shop.example");
        using var http = host.SignedIn();
        var order = await PlaceAsync(http, await MailedCustomerAsync(http));

        await Polling.UntilAsync(async () => (await GetAsync(http, order))["attention"] is not null);

        var waiting = await GetAsync(http, order);
        waiting["status"]!.GetValue<string>().Should().Be("Shipped", "an order that shipped stays shipped");
        waiting["attention"]!["error"]!.GetValue<string>().Should().Be("NotificationFailedException");
        (TimeOf(waiting["attention"]!["since"]) - TimeOf(waiting["shippedAt"])).Should().BeGreaterThan(TimeSpan.FromDays(3));
    }

    [Fact]
    public async Task Customer_WhoWantsToBeCalled_IsToldByAPersonOnce()
    {
        await using var host = await HostProcess.ServeAsync(_folder.FullName, "--clock", "skip");
        using var http = host.SignedIn();
        var customer = await CustomerAsync(http, """{"name":"Zoe Penhaligon","phone":"+441632960999","address":"1 Quay","channel":"phone"}""");
        var order = await PlaceAsync(http, customer);

        await Polling.UntilAsync(async () => (await GetAsync(http, order))["attention"] is not null);
        var waiting = await GetAsync(http, order);
        var call = (await http.GetFromJsonAsync<JsonNode>("/api/notifications?state=to-call"))!["items"]!.AsArray().Should().ContainSingle().Which!;
        var done = $"/api/notifications/{call["notificationId"]}/done";
        using var first = await http.PostAsJsonAsync(done, new { note = "She is glad." });
        using var again = await http.PostAsJsonAsync(done, new { note = "She is glad." });
        using var other = await http.PostAsJsonAsync(done, new { note = "Nobody answered." });
        var told = await GetAsync(http, order);

        waiting["status"]!.GetValue<string>().Should().Be("Shipped");
        waiting["attention"]!["kind"]!.GetValue<string>().Should().Be("call");
        waiting["notifiedAt"].Should().BeNull();
        call["to"]!.GetValue<string>().Should().Be("+441632960999");
        call["text"]!.GetValue<string>().Should().Contain("Zoe Penhaligon").And.Contain(waiting["trackingNumber"]!.GetValue<string>());
        ((int)first.StatusCode, (int)again.StatusCode, (int)other.StatusCode).Should().Be((200, 200, 409));
        told["notifiedAt"].Should().NotBeNull();
        told["attention"].Should().BeNull();
        (await http.GetFromJsonAsync<JsonNode>("/api/invariants"))!["violations"]!.AsArray().Should().BeEmpty();
        (await http.GetFromJsonAsync<JsonNode>("/api/audit?action=confirmCall"))!["items"]!.AsArray().Should().HaveCount(3);
    }

    private static async Task<string> CustomerAsync(HttpClient http, string json) => await PostAsync(http, "/api/customers", json, "customerId");

    private static Task<string> MailedCustomerAsync(HttpClient http) =>
        CustomerAsync(http, """{"name":"Zoe Penhaligon","email":"zoe@example.com","phone":"+441632960999","address":"1 Quay"}""");

    private static string AddressOf(int port) => string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{port}");

    private static async Task<string> PlaceAsync(HttpClient http, string customerId) =>
        "/api/orders/" + await PostAsync(http, "/api/orders", $$"""{"customerId":"{{customerId}}","items":[{"description":"Kettle","quantity":1}]}""", "orderId");

    private static async Task<string> PostAsync(HttpClient http, string path, string json, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Path.GetRandomFileName());
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.Should().BeTrue("it said {0}", text);
        return JsonNode.Parse(text)![id]!.GetValue<string>();
    }

    private static async Task<JsonNode> GetAsync(HttpClient http, string path) => (await http.GetFromJsonAsync<JsonNode>(path))!;

    private static DateTimeOffset TimeOf(JsonNode? time) => DateTimeOffset.Parse(time!.GetValue<string>(), CultureInfo.InvariantCulture);

    /// <summary>Nobody listens there: it was free a moment ago.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
