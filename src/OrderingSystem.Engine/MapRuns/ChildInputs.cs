using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>What the children of a run get, from the items as they are stored.</summary>
internal sealed class ChildInputs(MapRunShelf shelf, MapRunRecord record, MapRunPlan plan, MapRunParent parent)
{
    private readonly BatchLimits? _limits = plan.ItemBatcher is null ? null : BatchLimits.Of(plan.ItemBatcher);
    private ItemChunk? _chunk;

    public async Task<int> CountItemsAsync(int child, CancellationToken cancellationToken) =>
        record.Items!.IsBatched ? (await ChunkOfAsync(child, cancellationToken)).CountItemsOf(child) : 1;

    /// <exception cref="MapRunFailure">An item cannot be selected, or the input is larger than an execution takes.</exception>
    public async Task<Payload> OfAsync(int child, CancellationToken cancellationToken)
    {
        var items = (await ChunkOfAsync(child, cancellationToken)).ItemsOf(child).Select(item => parent.Select(plan, item));
        var input = _limits is null ? items.Single() : _limits.InputOf(items.Select(item => item.Value));
        return input.Bytes <= Payload.MaxBytes
            ? input
            : throw new MapRunFailure(new StatesError(ErrorNames.DataLimitExceeded, $"The input of a child workflow execution is larger than {Payload.MaxBytes} bytes."));
    }

    private async Task<ItemChunk> ChunkOfAsync(int child, CancellationToken cancellationToken)
    {
        if (_chunk is not { } chunk || child < chunk.FirstChild || child >= chunk.FirstChild + chunk.ChildCount)
        {
            var firsts = record.Items!.FirstChildren;
            var (low, high) = (0, firsts.Count - 1);
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                (low, high) = firsts[middle] <= child ? (middle, high) : (low, middle - 1);
            }

            _chunk = chunk = await shelf.ReadItemsAsync(record, low, cancellationToken);
        }

        return chunk;
    }
}
