using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Customers;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>Customers in DynamoDB.</summary>
public sealed class DynamoDbCustomerStore : ICustomerStore
{
    // One index partition for all: customers change rarely, and only the page's list reads it.
    private const string AllKey = "CUSTOMERS";

    private readonly IAmazonDynamoDB _dynamoDb;
    private readonly OrderTableQueries _queries;

    public DynamoDbCustomerStore(IAmazonDynamoDB dynamoDb, IOptions<DynamoDbStoreOptions> options)
    {
        _dynamoDb = dynamoDb;
        _queries = new OrderTableQueries(dynamoDb, options);
    }

    public async Task<Customer?> FindAsync(CustomerId customerId, CancellationToken cancellationToken)
    {
        var request = new GetItemRequest { TableName = _queries.TableName, Key = KeyOf(customerId), ConsistentRead = true };
        var response = await _dynamoDb.GetItemAsync(request, cancellationToken);
        return response.Item is { Count: > 0 } item ? Read(item) : null;
    }

    public Task<bool> TryAddAsync(Customer customer, CancellationToken cancellationToken) =>
        PutAsync(customer, "attribute_not_exists(#pk)", cancellationToken);

    public Task<bool> TryUpdateAsync(Customer customer, CancellationToken cancellationToken) =>
        PutAsync(customer, "attribute_exists(#pk)", cancellationToken);

    public async Task<Page<Customer>> ListAsync(string? search, PageRequest page, CancellationToken cancellationToken)
    {
        var after = page.Cursor is null ? null : Cursors.Decode(page.Cursor, 1)[0];
        var filter = SearchTerms.Parse(search) is { } terms ? QueryFilter.Contains(terms) : null;
        var (items, next) = await _queries.ListAsync(OrderTable.All, [AllKey], after, page.Limit, newestFirst: false, filter, cancellationToken);
        return new Page<Customer>([.. items.Select(Read)], next is null ? null : Cursors.Encode(next));
    }

    private async Task<bool> PutAsync(Customer customer, string condition, CancellationToken cancellationToken)
    {
        var request = new PutItemRequest
        {
            TableName = _queries.TableName,
            Item = ItemOf(customer),
            ConditionExpression = condition,
            ExpressionAttributeNames = new Dictionary<string, string> { ["#pk"] = OrderTable.PartitionKey },
        };
        try
        {
            await _dynamoDb.PutItemAsync(request, cancellationToken);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    private static Item KeyOf(CustomerId customerId) => new()
    {
        [OrderTable.PartitionKey] = Attributes.Text(OrderItems.CustomerKey(customerId)),
        [OrderTable.SortKey] = Attributes.Text("CUSTOMER"),
    };

    private static Item ItemOf(Customer customer) => KeyOf(customer.CustomerId)
        .WithText(OrderTable.All.PartitionKey, AllKey)
        .WithText(OrderTable.Order, customer.CustomerId.Value)
        .WithText(
            OrderTable.Search,
            string.Join('\n', customer.CustomerId.Value, customer.Name, customer.Email, customer.Phone).ToLower(CultureInfo.InvariantCulture))
        .WithMap(OrderTable.Data, new Item()
            .WithText("customerId", customer.CustomerId.Value)
            .WithText("name", customer.Name)
            .WithText("email", customer.Email)
            .WithText("phone", customer.Phone)
            .WithText("address", customer.Address));

    private static Customer Read(Item item)
    {
        var data = item.ReadMapOrNull(OrderTable.Data) ?? throw new InvalidDataException("A customer's item has no data.");
        return new Customer(
            CustomerId.Parse(data.ReadText("customerId")), data.ReadText("name"), data.ReadText("email"), data.ReadText("phone"), data.ReadText("address"));
    }
}
