using System.Globalization;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>
/// Spreads what would be one hot index partition over several: new orders all carry the latest time, and one partition takes 1,000 writes a second.
/// </summary>
internal static class Shards
{
    /// <summary>Never lower it: items in the shards beyond would not be listed any more.</summary>
    public const int Count = 8;

    /// <summary>The shard of an id, the same in every process and release.</summary>
    public static string Of(string prefix, string id)
    {
        var hash = 2166136261u; // FNV-1a
        foreach (var character in id)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return Name(prefix, (int)(hash % Count));
    }

    public static IEnumerable<string> All(string prefix) => Enumerable.Range(0, Count).Select(number => Name(prefix, number));

    private static string Name(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}#{number}");
}
