using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Tests.Endpoints;

public sealed class BulkRedriveEndpointsTests : IAsyncLifetime
{
    private const string Begin = """{"reason":"The bug is mended.","executionsPerMinute":120}""";

    private ApiServer _api = null!;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Redrive_DryRun_SaysHowManyAndStartsNothing()
    {
        Fail("a", "States.Runtime");
        Fail("b", "Other");

        var all = await _api.SendAsync("POST", "/api/executions/redrive", """{"dryRun":true}""");
        var some = await _api.SendAsync("POST", "/api/executions/redrive", """{"dryRun":true,"filter":{"error":"Other"}}""");

        all.Status.Should().Be(200);
        all.Json["executions"]!.GetValue<int>().Should().Be(2);
        some.Json["executions"]!.GetValue<int>().Should().Be(1);
        _api.Companions.Started.Should().BeEmpty();
    }

    [Fact]
    public async Task Redrive_BeginLookStop_TellsTheProgress()
    {
        var begun = await _api.SendAsync("POST", "/api/executions/redrive", Begin, key: "once");
        var jobId = begun.Json["jobId"]!.GetValue<string>();
        _api.Operations.Put(jobId, "RUNNING");
        _api.Operations.LatestStep = new RedriveStep(7, 5, 1, 0, Samples.Start, null);

        var again = await _api.SendAsync("POST", "/api/executions/redrive", Begin, key: "once");
        var looked = await _api.SendAsync("GET", $"/api/executions/redrive/{jobId}");
        var stopped = await _api.SendAsync("POST", $"/api/executions/redrive/{jobId}/stop");

        begun.Status.Should().Be(202);
        begun.Location.Should().Be($"/api/executions/redrive/{jobId}");
        again.Json["jobId"]!.GetValue<string>().Should().Be(jobId);
        _api.Companions.Started.Should().Equal(jobId);
        looked.Json["state"]!.GetValue<string>().Should().Be("running");
        looked.Json["redriven"]!.GetValue<int>().Should().Be(5);
        looked.Json["total"]!.GetValue<int>().Should().Be(7);
        stopped.Json["state"]!.GetValue<string>().Should().Be("stopped");
        ExecutionNames.MachineOf(jobId).Should().Be("bulk-redrive");
    }

    [Theory]
    [InlineData("""{"reason":"x","executionsPerMinute":0}""", "executionsPerMinute")]
    [InlineData("""{"reason":"x","filter":{"machine":"carrier-watch"}}""", "filter.machine")]
    [InlineData("{}", "reason")]
    public async Task Redrive_WrongBody_NamesTheField(string body, string field) =>
        (await _api.SendAsync("POST", "/api/executions/redrive", body, key: "k")).ErrorFields.Should().Equal(field);

    [Theory]
    [InlineData("""{"reason":"Another reason.","executionsPerMinute":120}""")]
    [InlineData("""{"reason":"The bug is mended.","executionsPerMinute":60}""")]
    [InlineData("""{"reason":"The bug is mended.","executionsPerMinute":120,"filter":{"error":"States.Runtime"}}""")]
    public async Task Redrive_KeyOfAnotherRequest_IsRefused(string other)
    {
        var begun = await _api.SendAsync("POST", "/api/executions/redrive", Begin, key: "once");
        var jobId = begun.Json["jobId"]!.GetValue<string>();
        _api.Operations.Put(jobId, "RUNNING", input: _api.Companions.InputOf(jobId));

        var same = await _api.SendAsync("POST", "/api/executions/redrive", Begin, key: "once");
        var reused = await _api.SendAsync("POST", "/api/executions/redrive", other, key: "once");

        same.Status.Should().Be(202);
        reused.Status.Should().Be(409);
        reused.ProblemType.Should().EndWith("idempotency-key-reused");
    }

    [Fact]
    public async Task Redrive_WithoutAKey_IsRefused() => (await _api.SendAsync("POST", "/api/executions/redrive", Begin)).Status.Should().Be(400);

    [Fact]
    public async Task Redrive_UnknownJob_IsMissing() => (await _api.SendAsync("GET", "/api/executions/redrive/redrive-nobody")).Status.Should().Be(404);

    private void Fail(string key, string error) =>
        _api.Operations.Put(OrderId.FromIdempotencyKey(key).Value, "FAILED", error: error, stoppedAt: Samples.Start.AddHours(-1));
}
