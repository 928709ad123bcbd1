using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Customers;
using OrderingSystem.Domain.Customers;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>Whose an e-mail address or a phone number is: an item each, under a digest of it, taken before the customer is written.</summary>
/// <remarks>
/// Who took one and came no further, because of a crash, left it to a customer who does not have it: the next who wants it sees that, and takes it over. Two who
/// want one at the same moment may so meet before the first has written; then both have it, and the next correction of either says so.
/// </remarks>
internal sealed class CustomerKeys(
    IAmazonDynamoDB dynamoDb, IOptions<DynamoDbStoreOptions> options, Func<CustomerId, CancellationToken, Task<Customer?>> find)
{
    private const string Owner = "customerId";

    /// <returns>Null where the customer has all of them now.</returns>
    public async Task<CustomerWrite.Duplicate?> ClaimAsync(Customer customer, CancellationToken cancellationToken)
    {
        foreach (var (field, key) in KeysOf(customer))
        {
            while (!await TakeAsync(field, key, customer.CustomerId, from: null, cancellationToken))
            {
                if (await OwnerOfAsync(field, key, cancellationToken) is not { } owner)
                {
                    continue;
                }

                if (owner == customer.CustomerId)
                {
                    break;
                }

                if (await find(owner, cancellationToken) is { } other && KeysOf(other).Contains((field, key)))
                {
                    return new CustomerWrite.Duplicate(field, owner);
                }

                if (await TakeAsync(field, key, customer.CustomerId, owner, cancellationToken))
                {
                    break;
                }
            }
        }

        return null;
    }

    /// <summary>Gives back what the customer had before and has no longer.</summary>
    public async Task ReleaseAsync(Customer before, Customer after, CancellationToken cancellationToken)
    {
        foreach (var (field, key) in KeysOf(before).Except(KeysOf(after)))
        {
            var request = new DeleteItemRequest
            {
                TableName = options.Value.TableName,
                Key = KeyOf(field, key),
                ConditionExpression = "attribute_not_exists(#owner) OR #owner = :owner",
                ExpressionAttributeNames = new Dictionary<string, string> { ["#owner"] = Owner },
                ExpressionAttributeValues = new Item { [":owner"] = Attributes.Text(before.CustomerId.Value) },
            };
            await SucceedsAsync(() => dynamoDb.DeleteItemAsync(request, cancellationToken));
        }
    }

    private static IEnumerable<(string Field, string Key)> KeysOf(Customer customer)
    {
        if (customer.EmailKey is { } email)
        {
            yield return ("email", email);
        }

        if (customer.PhoneKey is { } phone)
        {
            yield return ("phone", phone);
        }
    }

    private Task<bool> TakeAsync(string field, string key, CustomerId customerId, CustomerId? from, CancellationToken cancellationToken)
    {
        var request = new PutItemRequest
        {
            TableName = options.Value.TableName,
            Item = KeyOf(field, key).WithText(Owner, customerId.Value),
            ConditionExpression = from is null ? "attribute_not_exists(#owner)" : "#owner = :from",
            ExpressionAttributeNames = new Dictionary<string, string> { ["#owner"] = Owner },
            ExpressionAttributeValues = from is { } previous ? new Item { [":from"] = Attributes.Text(previous.Value) } : null,
        };
        return SucceedsAsync(() => dynamoDb.PutItemAsync(request, cancellationToken));
    }

    private async Task<CustomerId?> OwnerOfAsync(string field, string key, CancellationToken cancellationToken)
    {
        var request = new GetItemRequest { TableName = options.Value.TableName, Key = KeyOf(field, key), ConsistentRead = true };
        var response = await dynamoDb.GetItemAsync(request, cancellationToken);
        return response.Item is { Count: > 0 } item ? CustomerId.Parse(item.ReadText(Owner)) : null;
    }

    /// <summary>A digest, so that an address does not stand in keys, which tools show and log.</summary>
    private static Item KeyOf(string field, string key) => new()
    {
        [OrderTable.PartitionKey] = Attributes.Text(
            $"{field.ToUpperInvariant()}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16))}"),
        [OrderTable.SortKey] = Attributes.Text("OWNER"),
    };

    private static async Task<bool> SucceedsAsync(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }
}
