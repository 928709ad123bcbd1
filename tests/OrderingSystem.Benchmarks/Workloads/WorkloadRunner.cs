using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderingSystem.Benchmarks.Workloads;

internal static class WorkloadRunner
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["all", ..])
        {
            return await WholeTable.RunAsync(args);
        }

        var options = WorkloadOptions.Parse(args);
        try
        {
            WorkloadResult? result = options.Workload switch
            {
                "raw" => RawSqlite.Run(options),
                "w1" => await HappyOrders.RunAsync(options),
                "w1-wire" => await HappyOrdersOnTheWire.RunAsync(options),
                "w1-flat" => await FullFile.RunAsync(options),
                "kills" => await Kills.RunAsync(options),
                "kills-child" => await Kills.RunChildAsync(options),
                "w2" => await Sleepers.RunAsync(options),
                "w2-child" => await Sleepers.RunChildAsync(options),
                "w3" => await RetryStorm.RunAsync(options),
                "w4" => await WakeUp.RunAsync(options),
                "engines" => await ManyEngines.RunAsync(options),
                _ => null,
            };
            if (result is null)
            {
                await Console.Error.WriteLineAsync("Workloads: raw, w1, w1-wire, w1-flat, w2, w3, w4, kills, engines, all, search, connections, load. Options: --orders N --concurrency N --data DIR --finished N --warm-up N --no-raw --json; for all: --runs N --quick --json");
                return 2;
            }

            var json = JsonSerializer.Serialize(result, ResultJson.Default.WorkloadResult);
            await Console.Out.WriteLineAsync(json);
            return 0;
        }
        finally
        {
            if (!options.KeepFolder)
            {
                Directory.Delete(options.Folder, recursive: true);
            }
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorkloadResult))]
internal sealed partial class ResultJson : JsonSerializerContext;
