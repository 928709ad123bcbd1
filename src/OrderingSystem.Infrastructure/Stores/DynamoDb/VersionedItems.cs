using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>Records that are read and replaced as a whole, by conditional write on their version.</summary>
internal static class VersionedItems
{
    public static async Task<Item?> FindAsync(this IAmazonDynamoDB dynamoDb, string tableName, Item key, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(new GetItemRequest { TableName = tableName, Key = key, ConsistentRead = true }, cancellationToken);
        return response.Item is { Count: > 0 } item ? item : null;
    }

    /// <param name="loadedVersion">0 for a record that must not be there yet.</param>
    /// <returns>False where the stored version is another one.</returns>
    public static async Task<bool> TryPutVersionAsync(
        this IAmazonDynamoDB dynamoDb, string tableName, Item item, long loadedVersion, CancellationToken cancellationToken)
    {
        var request = new PutItemRequest
        {
            TableName = tableName,
            Item = item.With(OrderTable.Version, Attributes.Number(loadedVersion + 1)),
            ConditionExpression = loadedVersion == 0 ? "attribute_not_exists(#pk)" : "#version = :loaded",
            ExpressionAttributeNames = loadedVersion == 0
                ? new Dictionary<string, string> { ["#pk"] = OrderTable.PartitionKey }
                : new Dictionary<string, string> { ["#version"] = OrderTable.Version },
            ExpressionAttributeValues = loadedVersion == 0 ? null : new Item { [":loaded"] = Attributes.Number(loadedVersion) },
        };
        try
        {
            await dynamoDb.PutItemAsync(request, cancellationToken);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }
}
