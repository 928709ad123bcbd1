using System.Diagnostics;

namespace OrderingSystem.Benchmarks.Workloads;

/// <summary>This program once more, in a process of its own.</summary>
internal static class ChildProcess
{
    public static Process Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location); // started as "dotnet OrderingSystem.Benchmarks.dll"
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }
}
