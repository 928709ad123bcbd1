using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderingSystem.Benchmarks.Workloads;

internal static class WorkloadRunner
{
    public static async Task<int> RunAsync(string[] args)
    {
        var options = WorkloadOptions.Parse(args);
        try
        {
            WorkloadResult? result = options.Workload switch
            {
                "raw" => RawSqlite.Run(options),
                "w1" => await HappyOrders.RunAsync(options),
                "w2" => await Sleepers.RunAsync(options),
                "w2-child" => await Sleepers.RunChildAsync(options),
                "w3" => await RetryStorm.RunAsync(options),
                "w4" => await WakeUp.RunAsync(options),
                _ => null,
            };
            if (result is null)
            {
                await Console.Error.WriteLineAsync("Workloads: raw, w1, w2, w3, w4, search, load. Options: --orders N --concurrency N --data DIR --no-raw --json");
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
