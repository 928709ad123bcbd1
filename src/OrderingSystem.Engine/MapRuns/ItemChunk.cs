using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>Some consecutive children of a run and their items, stored together: <c>[firstItem, [item, …], [item, …], …]</c>, an array for each child.</summary>
internal sealed class ItemChunk(int firstChild, JsonArray stored)
{
    /// <summary>How far the count of items before a child has got: children are asked for in their order.</summary>
    private (int Child, int Item) _counted = (firstChild, (int)((JsonNumber)stored[0]).Double);

    public int FirstChild => firstChild;

    public int ChildCount => stored.Count - 1;

    /// <param name="child">Its index in the run.</param>
    public int CountItemsOf(int child) => StoredOf(child).Count;

    /// <inheritdoc cref="CountItemsOf"/>
    public IReadOnlyList<MapItem> ItemsOf(int child)
    {
        if (child < _counted.Child)
        {
            _counted = (firstChild, (int)((JsonNumber)stored[0]).Double);
        }

        while (_counted.Child < child)
        {
            _counted = (_counted.Child + 1, _counted.Item + CountItemsOf(_counted.Child));
        }

        var first = _counted.Item;
        return [.. StoredOf(child).Select((item, i) => new MapItem(first + i, item))];
    }

    private JsonArray StoredOf(int child) => (JsonArray)stored[child - firstChild + 1];
}
