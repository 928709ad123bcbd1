using System.Net;

namespace OrderingSystem.AdminApi.Tests.Caching;

public sealed class ConditionalGetTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("/api/orders")]
    [InlineData("/api/customers/C-0001")]
    [InlineData("/api/carrier")]
    public async Task Get_TagIsKnown_AnswersNotModifiedWithoutABody(string path)
    {
        using var first = await _api.Client.GetAsync(path);

        using var second = await GetAsync(path, first.Headers.ETag!.ToString());
        using var other = await GetAsync(path, "\"0\"");

        first.Headers.ETag.IsWeak.Should().BeFalse();
        second.StatusCode.Should().Be(HttpStatusCode.NotModified);
        second.Headers.ETag.Should().Be(first.Headers.ETag);
        (await second.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        other.StatusCode.Should().Be(HttpStatusCode.OK);
        (await other.Content.ReadAsStringAsync()).Should().Be(await first.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_OneOfSeveralTagsOrAnyIsKnown_AnswersNotModified()
    {
        using var first = await _api.Client.GetAsync("/api/carrier");

        using var several = await GetAsync("/api/carrier", $"\"0\", {first.Headers.ETag}");
        using var any = await GetAsync("/api/carrier", "*");

        several.StatusCode.Should().Be(HttpStatusCode.NotModified);
        any.StatusCode.Should().Be(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Get_ResourceChanged_SendsItUnderAnotherTag()
    {
        using var first = await _api.Client.GetAsync("/api/customers/C-0001");
        await _api.SendAsync(
            "PUT", "/api/customers/C-0001", """{"name":"Ada Lovelace","email":"ada@example.com","phone":"+441632960001","address":"4 Mill Lane"}""");

        using var second = await GetAsync("/api/customers/C-0001", first.Headers.ETag!.ToString());

        second.StatusCode.Should().Be(HttpStatusCode.OK);
        second.Headers.ETag.Should().NotBe(first.Headers.ETag);
    }

    [Fact]
    public async Task Get_Refused_HasNoTag()
    {
        using var refused = await GetAsync("/api/customers/C-404", "*");

        refused.StatusCode.Should().Be(HttpStatusCode.NotFound);
        refused.Headers.ETag.Should().BeNull();
        refused.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string tags)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", tags);
        return await _api.Client.SendAsync(request);
    }
}
