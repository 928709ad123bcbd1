using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>What an Admin's program asks of a running host.</summary>
internal static class Shop
{
    /// <returns>The customer's id.</returns>
    public static Task<string> AddCustomerAsync(this HttpClient http, string json) => http.PostForAsync("/api/customers", json, "customerId");

    /// <returns>The order's path, <c>/api/orders/O-…</c>.</returns>
    public static async Task<string> PlaceOrderAsync(this HttpClient http, string customerId) =>
        "/api/orders/" + await http.PostForAsync("/api/orders", $$"""{"customerId":"{{customerId}}","items":[{"description":"Kettle","quantity":1}]}""", "orderId");

    public static async Task<JsonNode> ReadAsync(this HttpClient http, string path) => (await http.GetFromJsonAsync<JsonNode>(path))!;

    /// <summary>Moves the host's clock on, from timer to timer, and waits for what that set going.</summary>
    public static async Task AdvanceAsync(this HttpClient http, TimeSpan by)
    {
        using var answer = await http.PostAsJsonAsync("/api/clock/advance", new { by = System.Xml.XmlConvert.ToString(by) });
        answer.IsSuccessStatusCode.Should().BeTrue("it said {0}", await answer.Content.ReadAsStringAsync());
    }

    public static async Task<DateTimeOffset> NowAsync(this HttpClient http) => TimeOf((await http.ReadAsync("/api/clock"))["now"]);

    public static DateTimeOffset TimeOf(JsonNode? time) => DateTimeOffset.Parse(time!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static async Task<string> PostForAsync(this HttpClient http, string path, string json, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Path.GetRandomFileName());
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.Should().BeTrue("it said {0}", text);
        return JsonNode.Parse(text)![id]!.GetValue<string>();
    }
}
