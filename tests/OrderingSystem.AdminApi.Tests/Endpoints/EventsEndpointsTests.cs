using OrderingSystem.Application.Tests.Fakes;

namespace OrderingSystem.AdminApi.Tests.Endpoints;

public sealed class EventsEndpointsTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Events_OrderChanges_IsSentWithAnId()
    {
        using var stream = await OpenAsync(null);

        await _api.Orders.TryAddAsync(Samples.OrderOf("a"), [], default);

        var (id, name, data) = await ReadEventAsync(stream);
        name.Should().Be("order");
        data.Should().Contain(Samples.OrderOf("a").OrderId.Value).And.Contain("\"status\":\"Placed\"");
        id.Should().MatchRegex("^[0-9]+-1$");
    }

    [Fact]
    public async Task Events_LastEventId_SendsWhatWasMissed()
    {
        string first;
        using (var stream = await OpenAsync(null))
        {
            await _api.Orders.TryAddAsync(Samples.OrderOf("a"), [], default);
            (first, _, _) = await ReadEventAsync(stream);
        }

        await _api.Orders.TryAddAsync(Samples.OrderOf("b"), [], default);
        using var resumed = await OpenAsync(first);

        (await ReadEventAsync(resumed)).Data.Should().Contain(Samples.OrderOf("b").OrderId.Value);
    }

    [Theory]
    [InlineData("1-1")]
    [InlineData("nonsense")]
    public async Task Events_LastEventIdOfAnotherProcess_AsksToReadEverythingAgain(string lastEventId)
    {
        using var stream = await OpenAsync(lastEventId);

        (await ReadEventAsync(stream)).Name.Should().Be("resync");
    }

    private async Task<StreamReader> OpenAsync(string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        var response = await _api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        var stream = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        (await stream.ReadLineAsync(TestContext.Current.CancellationToken)).Should().StartWith("retry:");
        await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        return stream;
    }

    /// <summary>The next event but for the clock's, which everybody who begins to listen is told.</summary>
    private static async Task<(string Id, string Name, string Data)> ReadEventAsync(StreamReader stream)
    {
        (string Id, string Name, string Data) next;
        do
        {
            next = await ReadAnyEventAsync(stream);
        }
        while (next.Name == "clock");
        return next;
    }

    private static async Task<(string Id, string Name, string Data)> ReadAnyEventAsync(StreamReader stream)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        while (await stream.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            fields[line[..colon]] = line[(colon + 2)..];
        }

        return (fields["id"], fields["event"], fields["data"]);
    }
}
