using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OrderingSystem.Tests.Tools;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>
/// A stranger takes the document of a running host, has <c>openapi-typescript</c> make a client of it, compiles it with all checks, and places an order with a token
/// from <c>/connect/token</c>.
/// </summary>
public sealed class GeneratedClientTests : IDisposable
{
    private const string Tool = "api-client";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordering-client-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Client_GeneratedFromTheDocument_CompilesAndPlacesAnOrderThatShips()
    {
        Required.OrSkip(await NpmFolder.InstallAsync(Tool));
        await using var host = await HostProcess.ServeAsync(_folder.FullName, "--clock", "skip");
        using var http = host.SignedIn();
        await File.WriteAllTextAsync(Path.Combine(NpmFolder.PathOf(Tool), "openapi.json"), await http.GetStringAsync("/openapi/v1.json"));

        await RunAsync("node_modules/openapi-typescript/bin/cli.js", "openapi.json", "--output", "schema.d.ts");
        await RunAsync("node_modules/typescript/bin/tsc");
        var result = JsonNode.Parse(await RunAsync("place-order.js", host.AdminUrl.GetLeftPart(UriPartial.Authority), await TokenAsync(host)))!;

        result["refusedAs"]!.GetValue<string>().Should().Be("urn:ordering-system:problem:query-invalid");
        var orderId = result["orderId"]!.GetValue<string>();
        await Polling.UntilAsync(async () => (await http.GetFromJsonAsync<JsonNode>($"/api/orders/{orderId}"))!["notifiedAt"] is not null);
    }

    private static async Task<string> TokenAsync(HostProcess host)
    {
        var client = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(host.DataFolder, "credentials.json")))!["client"]!;
        using var http = new HttpClient { BaseAddress = host.AdminUrl };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client["client_id"]!.GetValue<string>(),
            ["client_secret"] = client["client_secret"]!.GetValue<string>(),
        });
        using var answer = await http.PostAsync("/connect/token", form);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>();
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = NpmFolder.PathOf(Tool),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        var said = await output;
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, "node {0} said {1} {2}", string.Join(' ', arguments), said, errors);
        return said;
    }
}
