using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderingSystem.AdminApi.Auditing;
using OrderingSystem.Application.Auditing;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Tests.Fakes;

namespace OrderingSystem.AdminApi.Tests.Endpoints;

public sealed class AuditEndpointsTests : IAsyncLifetime
{
    private const string Order = """{"customerId":"C-0001","items":[{"description":"Desk","quantity":1}],"note":"Ring twice."}""";

    private ApiServer _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Audit_OrderPlacedAndCancelled_SaysWhoWhatAndWhy()
    {
        var placed = await _api.SendAsync("POST", "/api/orders", Order, "key-1");
        var orderId = placed.Json["orderId"]!.GetValue<string>();
        await _api.SendAsync("POST", $"/api/orders/{orderId}/cancel", """{"reason":"Ordered twice."}""");

        var entries = await EntriesAsync();

        entries.Should().HaveCount(2);
        entries[1].Should().Contain("action", "placeOrder").And.Contain("by", "olga").And.Contain("role", "operator").And.Contain("outcome", "succeeded")
            .And.Contain("target", $"/api/orders/{orderId}").And.Contain("orderId", orderId).And.Contain("reason", null);
        entries[0].Should().Contain("action", "cancelOrder").And.Contain("orderId", orderId).And.Contain("reason", "Ordered twice.");
    }

    [Fact]
    public async Task Audit_RefusedRequests_AreThereWithTheirKind()
    {
        await _api.SendAsync("POST", "/api/orders", """{"customerId":"C-0001","items":[]}""", "key-1");
        await _api.SendAsync("POST", "/api/orders/O-PBWV0TEJSA75FNHYKQPE0JVJGR/decision", """{"decision":"retry","note":"The address is right now."}""");
        using var forbidden = new HttpRequestMessage(HttpMethod.Post, "/api/clock/advance") { Content = new StringContent("""{"by":"P1D"}""", Encoding.UTF8, "application/json") };
        forbidden.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestIssuer.Shared.Admin);
        using var answer = await _api.Client.SendAsync(forbidden);

        var entries = await EntriesAsync();

        entries.Select(entry => entry["outcome"]).Should().Equal("scope-missing", "not-found", "validation-failed");
        entries[0].Should().Contain("by", "ada").And.Contain("action", "advanceClock");
        entries[1].Should().Contain("reason", "The address is right now.");
    }

    [Fact]
    public async Task EveryRouteThatChangesSomething_IsAuditedUnderItsOperationId()
    {
        var writes = _api.Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal))
            .Select(route => (Route: route, Method: route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single()))
            .Where(route => route.Method != "GET")
            .ToList();

        foreach (var (route, method) in writes)
        {
            var path = "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment =>
                segment.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "x"));
            await _api.SendAsync(method, path, "{}", "a-key");
        }

        var actions = (await EntriesAsync()).Select(entry => entry["action"]);
        actions.Should().BeEquivalentTo(writes.Select(route => route.Route.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName));
    }

    [Fact]
    public async Task Audit_ServerDiesBetweenTheDeedAndItsOutcome_SaysThatItWasBegun()
    {
        var log = new DyingAuditLog();
        await using var api = await ApiServer.StartAsync(services => services.AddSingleton<IAuditLog>(log));
        log.Dies = entry => entry.Outcome != AuditEntry.Started;

        var cutOff = await api.SendAsync("POST", "/api/orders", Order, "key-1");
        log.Dies = null;
        var entries = (await api.SendAsync("GET", "/api/audit")).Json["items"]!.AsArray();

        cutOff.Status.Should().Be(500);
        api.Workflow.Executions.Should().Be(1, "the order was accepted");
        entries.Should().ContainSingle().Which!["outcome"]!.GetValue<string>().Should().Be("started");
        entries[0]!["action"]!.GetValue<string>().Should().Be("placeOrder");
        entries[0]!["by"]!.GetValue<string>().Should().Be("olga");
    }

    [Fact]
    public async Task Audit_CannotBeWritten_NothingIsDone()
    {
        var log = new DyingAuditLog { Dies = _ => true };
        await using var api = await ApiServer.StartAsync(services => services.AddSingleton<IAuditLog>(log));

        (await api.SendAsync("POST", "/api/orders", Order, "key-1")).Status.Should().Be(500);

        api.Workflow.Executions.Should().Be(0);
    }

    [Fact]
    public async Task Audit_Reads_AreNotInIt()
    {
        await _api.SendAsync("GET", "/api/orders");
        await _api.SendAsync("GET", "/api/orders/x");

        (await EntriesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Audit_Filters_AdmitWhatTheyName()
    {
        await _api.SendAsync("POST", "/api/orders", Order, "key-1");
        await _api.SendAsync("POST", "/api/clock/advance", """{"by":"P1D"}""");

        (await EntriesAsync("?action=advanceClock")).Should().ContainSingle();
        (await EntriesAsync("?by=nobody")).Should().BeEmpty();
        (await EntriesAsync("?from=2099-01-01")).Should().BeEmpty();
        (await _api.SendAsync("GET", "/api/audit?from=yesterday")).Status.Should().Be(400);
        (await _api.SendAsync("GET", "/api/audit?cursor=x!")).Status.Should().Be(400);
    }

    [Fact]
    public async Task Csv_ReasonThatIsAFormula_IsText()
    {
        await _api.SendAsync("POST", "/api/orders/O-PBWV0TEJSA75FNHYKQPE0JVJGR/cancel", """{"reason":"=HYPERLINK(\"http://evil.example\")"}""");

        using var answer = await _api.Client.GetAsync("/api/audit.csv");
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
        answer.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        lines.Should().HaveCount(2);
        lines[0].Should().StartWith("auditId,at,by,role");
        lines[1].Should().Contain("\"'=HYPERLINK(\"\"http://evil.example\"\")\"");
    }

    [Theory]
    [InlineData("""{"reason":"a"}""", "a")]
    [InlineData("""{"decision":"retry","note":"b"}""", "b")]
    [InlineData("""{"note":"for the packer"}""", null)]
    [InlineData("""{"filter":{"reason":"inner"}}""", null)]
    [InlineData("""{"reason":7}""", null)]
    [InlineData("""{"reason":" "}""", null)]
    [InlineData("""[{"reason":"a"}]""", null)]
    public void StatedReason_Bodies_IsFoundWhereItIsOne(string json, string? reason) =>
        StatedReason.Find(Encoding.UTF8.GetBytes(json)).Should().Be(reason);

    private sealed class DyingAuditLog : IAuditLog
    {
        private readonly InMemoryAuditLog _log = new();

        /// <summary>Before which entries the process dies.</summary>
        public Func<AuditEntry, bool>? Dies { get; set; }

        public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) =>
            Dies?.Invoke(entry) == true ? throw new ProcessDiedException() : _log.AppendAsync(entry, cancellationToken);

        public Task<Page<AuditEntry>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken) => _log.ListAsync(filter, page, cancellationToken);
    }

    private async Task<List<Dictionary<string, string?>>> EntriesAsync(string query = "")
    {
        var answer = await _api.SendAsync("GET", "/api/audit" + query);
        answer.Status.Should().Be(200);
        return [.. answer.Json["items"]!.AsArray().Select(item => item!.AsObject().ToDictionary(member => member.Key, member => member.Value?.GetValue<string>()))];
    }
}
