using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>Some consecutive children of a run and their items, stored together: <c>[firstItem, [item, …], [item, …], …]</c>, an array for each child.</summary>
internal sealed class ItemChunk(int firstChild, JsonArray stored)
{
    public int FirstChild => firstChild;

    public int ChildCount => stored.Count - 1;

    /// <param name="child">Its index in the run.</param>
    public IReadOnlyList<MapItem> ItemsOf(int child)
    {
        var index = (int)((JsonNumber)stored[0]).Double;
        for (var before = 1; before <= child - firstChild; before++)
        {
            index += ((JsonArray)stored[before]).Count;
        }

        var items = (JsonArray)stored[child - firstChild + 1];
        return [.. items.Select((item, i) => new MapItem(index + i, item))];
    }
}
