using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using BobsPost.Simulator.Ledger;
using Microsoft.Extensions.Time.Testing;

namespace BobsPost.Simulator.Tests;

/// <summary>A running simulator with a file of its own, a clock that only the test moves, and a client.</summary>
internal sealed class SimulatorFixture : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;

    private SimulatorFixture(DirectoryInfo directory, FakeTimeProvider clock, SimulatorServer server)
    {
        _directory = directory;
        Clock = clock;
        Use(server);
    }

    public FakeTimeProvider Clock { get; }

    public SimulatorServer Server { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public SimulatorOptions Options { get; private init; } = null!;

    public static async Task<SimulatorFixture> StartAsync(Func<SimulatorOptions, SimulatorOptions>? configure = null)
    {
        var directory = Directory.CreateTempSubdirectory("bobs-post-");
        var options = new SimulatorOptions
        {
            Url = "http://127.0.0.1:0",
            DataFile = Path.Combine(directory.FullName, "simulator.db"),
            HangDuration = TimeSpan.FromMilliseconds(50),
            SlowBodyDuration = TimeSpan.FromMilliseconds(50),
        };
        options = configure?.Invoke(options) ?? options;
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        return new SimulatorFixture(directory, clock, await SimulatorServer.StartAsync(options, clock, default)) { Options = options };
    }

    public async Task RestartAsync()
    {
        await Server.DisposeAsync();
        Client.Dispose();
        Use(await SimulatorServer.StartAsync(Options, Clock, default));
    }

    public async Task<HttpResponseMessage> BookAsync(string clientReference, string? idempotencyKey = null, string address = "1 Main Street")
    {
        return await PostAsync(
            $$"""{"clientReference":"{{clientReference}}","recipient":{"name":"Ada","address":"{{address}}"},"parcels":[{"description":"Tea","quantity":2}]}""",
            idempotencyKey ?? clientReference);
    }

    public async Task<HttpResponseMessage> PostAsync(string body, string? idempotencyKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/shipments");
        request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await Client.SendAsync(request);
    }

    public async Task<JsonElement> GetAsync(string path) => await Client.GetFromJsonAsync<JsonElement>(path);

    public Task<CarrierLedger> LedgerAsync() => Server.ReadLedgerAsync(default);

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private void Use(SimulatorServer server)
    {
        Server = server;
        Client = new HttpClient { BaseAddress = new Uri(server.Url) };
    }
}
