using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>The keys, indexes and attributes of the one table, as <c>docs/data-model.md</c> explains them.</summary>
public static class OrderTable
{
    public const string PartitionKey = "pk";
    public const string SortKey = "sk";

    /// <summary>Counts the committed changes of an item, for conditions.</summary>
    public const string Version = "version";

    /// <summary>The record itself, as a map.</summary>
    public const string Data = "data";

    /// <summary>An order's timeline, as a list of maps; not projected into any index.</summary>
    public const string Timeline = "timeline";

    /// <summary>What a search looks through, in lower case.</summary>
    public const string Search = "search";

    /// <summary>The sort key of the lists: a fixed-width UTC time and an id, or an id alone.</summary>
    public const string Order = "order";

    /// <summary>Seconds of Unix time after which the item counts as gone and DynamoDB deletes it, days later perhaps.</summary>
    public const string ExpiresAt = "expiresAt";

    /// <summary>Lists by time: all orders, sent notifications; and all customers by id.</summary>
    public static IndexKeys All { get; } = new("all", "allKey");

    public static IndexKeys ByStatus { get; } = new("byStatus", "statusKey");

    public static IndexKeys ByCustomer { get; } = new("byCustomer", "customerKey");

    /// <summary>Only the orders that wait for an operator are in it.</summary>
    public static IndexKeys ByAttention { get; } = new("byAttention", "attentionKey");

    /// <summary>The same orders by how long they have waited.</summary>
    public static IndexKeys ByAttentionAge { get; } = new("byAttentionAge", "attentionKey", "attentionOrder");

    public static IReadOnlyList<IndexKeys> Indexes { get; } = [All, ByStatus, ByCustomer, ByAttention, ByAttentionAge];

    /// <summary>What the indexes carry beside their keys.</summary>
    public static IReadOnlyList<string> Projected { get; } = [Version, Data, Search];

    /// <summary>Makes the table somewhere else than on AWS, where the CDK app makes it.</summary>
    public static CreateTableRequest CreateRequest(string tableName) => new()
    {
        TableName = tableName,
        BillingMode = BillingMode.PAY_PER_REQUEST,
        KeySchema = Keys(PartitionKey, SortKey),
        AttributeDefinitions =
        [
            .. new[] { PartitionKey, SortKey }.Concat(Indexes.SelectMany(index => new[] { index.PartitionKey, index.SortKey })).Distinct()
                .Select(name => new AttributeDefinition(name, ScalarAttributeType.S)),
        ],
        GlobalSecondaryIndexes =
        [
            .. Indexes.Select(index => new GlobalSecondaryIndex
            {
                IndexName = index.Name,
                KeySchema = Keys(index.PartitionKey, index.SortKey),
                Projection = new Projection { ProjectionType = ProjectionType.INCLUDE, NonKeyAttributes = [.. Projected] },
            }),
        ],
    };

    private static List<KeySchemaElement> Keys(string partitionKey, string sortKey) =>
        [new KeySchemaElement(partitionKey, KeyType.HASH), new KeySchemaElement(sortKey, KeyType.RANGE)];

    /// <summary>A global secondary index: its name, and the attributes that are its keys.</summary>
    public sealed record IndexKeys(string Name, string PartitionKey, string SortKey = Order);
}
