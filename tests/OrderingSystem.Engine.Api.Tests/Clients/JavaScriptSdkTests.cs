using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Api.Tests.Clients;

/// <summary>The AWS SDK for JavaScript, unchanged, signing its requests, against a real engine. Skipped, and said so, where Node.js is missing.</summary>
public sealed class JavaScriptSdkTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Sdk_EveryOperation_AnswersAsItsClientExpects()
    {
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null), EngineApiAuthentication.SignatureV4);

        var report = await SfnScript.RunAsync("operations.mjs", engine);

        var results = report.GetProperty("results").EnumerateObject().ToDictionary(result => result.Name, result => result.Value.GetString()!, StringComparer.Ordinal);
        results.Keys.Should().BeEquivalentTo(report.GetProperty("known").EnumerateArray().Select(name => name.GetString()), "every operation of the SDK is called");
        var missing = results.Where(result => result.Value.StartsWith("UnknownOperationException", StringComparison.Ordinal)).Select(result => result.Key).Order(StringComparer.Ordinal).ToList();
        output.WriteLine($"{results.Count - missing.Count} of {results.Count} operations answer. Missing: {string.Join(", ", missing)}");
        missing.Should().BeEmpty();
        results.Where(result => result.Value != "ok").Should().BeEmpty();
        WholeEngine.Operations.Should().BeEquivalentTo(results.Keys);
        report.GetProperty("output").GetString().Should().Be("1");
        report.GetProperty("sync").ToString().Should().Be("""{"status":"SUCCEEDED","output":"7","billed":100}""");
        report.GetProperty("packed").GetString().Should().Be("""{"packed":true}""");
        report.GetProperty("failed").GetString().Should().Be("FAILED Broken box");
        var pages = report.GetProperty("paginators");
        pages.GetProperty("executions").ToString().Should().Be("""{"pages":3,"items":5}""");
        pages.GetProperty("history").ToString().Should().Be("""{"pages":2,"items":4}""");
        pages.GetProperty("activities").GetProperty("items").GetInt32().Should().Be(1);
        pages.GetProperty("mapRuns").GetProperty("items").GetInt32().Should().Be(1);
        report.GetProperty("knownPaginators").GetInt32().Should().Be(pages.EnumerateObject().Count(), "every paginator of the SDK is tried");
        report.GetProperty("knownWaiters").GetInt32().Should().Be(0, "the SDK has no waiters for this service: its users write a loop, as the script does");
    }
}
