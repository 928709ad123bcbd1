namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

public sealed class DynamoDbStoreOptions
{
    /// <summary>The one table of the order side; see <see cref="OrderTable"/> for its keys.</summary>
    public string TableName { get; set; } = string.Empty;
}
