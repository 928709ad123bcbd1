using System.Buffers;
using System.Globalization;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>
/// Writes the results of a run as the service does: <c>{prefix}/{run}/SUCCEEDED_0.json</c>, <c>FAILED_0.json</c>, <c>PENDING_0.json</c>, further numbers
/// where a file grows large, and <c>manifest.json</c>, which names them all. Written twice, after a crash, they are the same.
/// </summary>
/// <remarks>Step Functions Developer Guide, "ResultWriter (Map)".</remarks>
internal sealed class ResultFiles(IExecutionStore store, IObjectStore objects, MapRunRecord record, ResultDestination destination)
{
    /// <summary>The service begins a new file at 5 GB; this engine keeps a file in memory while it writes it.</summary>
    private const int FileBytes = 16 * 1024 * 1024;

    private readonly MapRunResults _results = new(store, destination);
    private readonly Dictionary<string, ResultFile> _open = new(StringComparer.Ordinal)
    {
        ["FAILED"] = new(),
        ["PENDING"] = new(),
        ["SUCCEEDED"] = new(),
    };

    private string Folder => $"{(string.IsNullOrEmpty(destination.Prefix) ? string.Empty : destination.Prefix.TrimEnd('/') + "/")}{record.Arn[(record.Arn.LastIndexOf(':') + 1)..]}";

    /// <param name="executionIds">Of each child in turn; 0 for one that was not started.</param>
    /// <param name="inputOf">The input of a child that was not started.</param>
    /// <returns>The Map state's result: where the manifest is.</returns>
    /// <exception cref="MapRunFailure"><c>States.ResultWriterFailed</c>.</exception>
    public async Task<Payload> WriteAsync(IReadOnlyList<long> executionIds, Func<int, Task<Payload>> inputOf, CancellationToken cancellationToken)
    {
        try
        {
            for (var child = 0; child < executionIds.Count; child++)
            {
                await (executionIds[child] > 0 ? AddAsync(executionIds[child], cancellationToken) : AddPendingAsync(await inputOf(child), cancellationToken));
            }

            foreach (var status in _open.Keys)
            {
                await CloseAsync(status, cancellationToken);
            }

            var key = $"{Folder}/manifest.json";
            await objects.WriteAsync(destination.Bucket!, key, Payload.FromValue(Manifest()).Utf8, cancellationToken);
            return Payload.FromValue(JsonObject.Of(
                ("MapRunArn", JsonValue.Of(record.Arn)),
                ("ResultWriterDetails", JsonObject.Of(("Bucket", JsonValue.Of(destination.Bucket!)), ("Key", JsonValue.Of(key))))));
        }
        catch (ObjectStoreException refused)
        {
            throw MapRunFailure.Writer(refused.Message, refused);
        }
    }

    private async Task AddAsync(long executionId, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(executionId, cancellationToken) is { } child)
        {
            var status = child.Status == ExecutionStatus.Succeeded ? "SUCCEEDED" : "FAILED";
            foreach (var result in await _results.ResultsOfAsync(child, cancellationToken))
            {
                await AddAsync(status, result, cancellationToken);
            }
        }
    }

    private Task AddPendingAsync(Payload input, CancellationToken cancellationToken) => AddAsync(
        "PENDING",
        Payload.FromValue(JsonObject.Of(
            ("Input", JsonValue.Of(input.ToString())), ("InputDetails", JsonObject.Of(("Included", JsonValue.True))), ("Status", JsonValue.Of("PENDING")))),
        cancellationToken);

    private async Task AddAsync(string status, Payload result, CancellationToken cancellationToken)
    {
        var file = _open[status];
        file.Content.Write(file.Content.WrittenCount == 0 ? destination.IsLines ? default : "["u8 : destination.IsLines ? "\n"u8 : ","u8);
        file.Content.Write(result.Utf8.Span);
        if (file.Content.WrittenCount >= FileBytes)
        {
            await CloseAsync(status, cancellationToken);
        }
    }

    private async Task CloseAsync(string status, CancellationToken cancellationToken)
    {
        var file = _open[status];
        if (file.Content.WrittenCount == 0)
        {
            return;
        }

        file.Content.Write(destination.IsLines ? "\n"u8 : "]"u8);
        var key = string.Create(CultureInfo.InvariantCulture, $"{Folder}/{status}_{file.Written.Count}.{(destination.IsLines ? "jsonl" : "json")}");
        await objects.WriteAsync(destination.Bucket!, key, file.Content.WrittenMemory, cancellationToken);
        file.Written.Add(JsonObject.Of(("Key", JsonValue.Of(key)), ("Size", JsonValue.Of(file.Content.WrittenCount))));
        file.Content.Clear();
    }

    private JsonObject Manifest() => JsonObject.Of(
        ("DestinationBucket", JsonValue.Of(destination.Bucket!)),
        ("MapRunArn", JsonValue.Of(record.Arn)),
        ("ResultFiles", JsonObject.Of([.. _open.Select(status => (status.Key, (JsonValue?)new JsonArray([.. status.Value.Written])))])));

    private sealed class ResultFile
    {
        public ArrayBufferWriter<byte> Content { get; } = new();

        public List<JsonValue> Written { get; } = [];
    }
}
