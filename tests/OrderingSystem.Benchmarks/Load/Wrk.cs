using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace OrderingSystem.Benchmarks.Load;

/// <summary>Runs <c>wrk</c> (Debian: <c>apt-get install wrk</c>) with the script beside this file.</summary>
internal static class Wrk
{
    private const string Threads = "2";

    /// <returns>What the script prints at its end.</returns>
    public static async Task<JsonObject> RunAsync(Uri url, string token, string folder, string run, int seconds, int connections)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[]
        {
            "--threads", Threads, "--connections", connections.ToString(CultureInfo.InvariantCulture), "--duration", string.Create(CultureInfo.InvariantCulture, $"{seconds}s"),
            "--timeout", "10s", "--script", Path.Combine(AppContext.BaseDirectory, "Load", "place-orders.lua"), url.AbsoluteUri, "--", token, run, folder,
        })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("wrk did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var line = output.Split('\n').LastOrDefault(text => text.StartsWith('{')) ?? throw new InvalidOperationException($"wrk ended with {process.ExitCode}: {output}");
        return JsonNode.Parse(line)!.AsObject();
    }

    /// <summary>An order id a line; what was refused begins with an exclamation mark.</summary>
    public static async Task<IReadOnlyList<string>> ReadAcceptedAsync(string folder, string run)
    {
        var lines = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, $"accepted-{run}-*.txt"))
        {
            lines.AddRange(await File.ReadAllLinesAsync(file));
        }

        return lines;
    }
}
