using System.Diagnostics;
using System.Text.Json.Nodes;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>
/// A short run of <c>tests/OrderingSystem.Benchmarks -- load</c>, by wrk: what was accepted is there, and after SIGKILL ships. Its latencies are for the long run, on a quiet
/// machine: <c>docs/performance.md</c>.
/// </summary>
public sealed class LoadTests
{
    [Fact]
    public async Task Load_AFewSeconds_EveryAcceptedOrderIsFound()
    {
        var result = await RunAsync("--seconds", "4", "--warm-up", "2", "--connections", "16");

        result["accepted"]!.GetValue<int>().Should().BePositive();
        result["found"]!.GetValue<int>().Should().Be(result["accepted"]!.GetValue<int>());
        result["refused"]!.GetValue<int>().Should().Be(0, "the first refusal was {0}", result["firstRefusal"]);
        result["connectionErrors"]!.GetValue<int>().Should().Be(0);
    }

    [Fact]
    public async Task Load_HostKilledHalfWay_EveryAcceptedOrderShips()
    {
        var result = await RunAsync("--seconds", "4", "--warm-up", "2", "--connections", "16", "--kill");

        result["accepted"]!.GetValue<int>().Should().BePositive();
        result["shipped"]!.GetValue<int>().Should().Be(result["accepted"]!.GetValue<int>());
    }

    private static async Task<JsonObject> RunAsync(params string[] options)
    {
        Required.OnPathOrSkip("wrk", "it makes the load");
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var benchmarks = Path.Combine(
            Repository.Root, "tests", "OrderingSystem.Benchmarks", "bin", output.Parent!.Name, output.Name, "OrderingSystem.Benchmarks.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [benchmarks, "load", "--json", .. options])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, "it said {0} {1}", said, await error);
        return JsonNode.Parse(said.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!.AsObject();
    }
}
