using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>The host has customers told by people who call.</summary>
public sealed class NotificationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordering-told-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Customer_WhoWantsToBeCalled_IsToldByAPersonOnce()
    {
        await using var host = await HostProcess.ServeAsync(_folder.FullName, "--clock", "skip");
        using var http = host.SignedIn();
        var customer = await http.AddCustomerAsync("""{"name":"Zoe Penhaligon","phone":"+441632960999","address":"1 Quay","channel":"phone"}""");
        var order = await http.PlaceOrderAsync(customer);

        await Polling.UntilAsync(async () => (await http.ReadAsync(order))["attention"] is not null);
        var waiting = await http.ReadAsync(order);
        var call = (await http.GetFromJsonAsync<JsonNode>("/api/notifications?state=to-call"))!["items"]!.AsArray().Should().ContainSingle().Which!;
        var done = $"/api/notifications/{call["notificationId"]}/done";
        using var first = await http.PostAsJsonAsync(done, new { note = "She is glad." });
        using var again = await http.PostAsJsonAsync(done, new { note = "She is glad." });
        using var other = await http.PostAsJsonAsync(done, new { note = "Nobody answered." });
        var told = await http.ReadAsync(order);

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
}
