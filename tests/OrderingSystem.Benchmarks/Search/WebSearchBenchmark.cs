using System.Diagnostics;
using Microsoft.Extensions.Options;
using OrderingSystem.Benchmarks.Load;
using OrderingSystem.Benchmarks.Workloads;
using OrderingSystem.Infrastructure.Stores.Sqlite;

namespace OrderingSystem.Benchmarks.Search;

/// <summary>
/// <c>web-search --orders 100000</c>: the same orders as <see cref="SearchBenchmark"/> in the data folder of a host, searched by keyboard in Chromium
/// (<c>src/admin-web/e2e/search.spec.ts</c>): from the last key to the row on the screen.
/// </summary>
internal static class WebSearchBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var options = WorkloadOptions.Parse(["search", .. args.Contains("--orders") ? args[1..] : [.. args[1..], "--orders", "100000"]]);
        try
        {
            await using (var database = new OrderDatabase(Options.Create(new SqliteStoreOptions { Path = Path.Combine(options.Folder, "orders.db") })))
            {
                var store = new SqliteOrderStore(database);
                await Measure.RunAsync(options.Orders, options.Concurrency, number => store.TryAddAsync(ManyOrders.Of(number), [], default));
            }

            var host = HostUnderLoad.AssemblyPath();
            var start = new ProcessStartInfo("npx", ["playwright", "test", "--grep", "@many-orders"]) { WorkingDirectory = Path.Combine(Repository(host), "src", "admin-web") };
            start.Environment["ORDERING_HOST"] = host;
            start.Environment["MANY_ORDERS"] = options.Folder;
            using var browser = Process.Start(start) ?? throw new InvalidOperationException("Playwright did not start.");
            await browser.WaitForExitAsync();
            return browser.ExitCode;
        }
        finally
        {
            if (!options.KeepFolder)
            {
                Directory.Delete(options.Folder, recursive: true);
            }
        }
    }

    /// <summary>…/src/OrderingSystem.Host/bin/Release/net10.0/OrderingSystem.Host.dll → ….</summary>
    private static string Repository(string hostAssembly) => Path.GetFullPath(Path.Combine(hostAssembly, "..", "..", "..", "..", "..", ".."));
}
