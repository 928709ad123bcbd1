using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Readiness;
using OrderingSystem.Application.Stores;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>Ready where an item of the order table can be asked for.</summary>
public sealed class DynamoDbReadinessCheck(IAmazonDynamoDB dynamoDb, IOptions<DynamoDbStoreOptions> options) : IReadinessCheck
{
    public string Name => "orders";

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await dynamoDb.GetItemAsync(
                new GetItemRequest
                {
                    TableName = options.Value.TableName,
                    Key = new Dictionary<string, AttributeValue>
                    {
                        [OrderTable.PartitionKey] = Attributes.Text("READINESS"),
                        [OrderTable.SortKey] = Attributes.Text("READINESS"),
                    },
                },
                cancellationToken);
            return null;
        }
        catch (AmazonServiceException exception)
        {
            return $"The order table cannot be read ({exception.ErrorCode ?? "no answer"}).";
        }
        catch (StoreUnavailableException)
        {
            return "The order table cannot be reached.";
        }
    }
}
