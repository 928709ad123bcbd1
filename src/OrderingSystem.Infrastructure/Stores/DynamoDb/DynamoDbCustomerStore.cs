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

/// <summary>Customers in DynamoDB: an item each with its history, and an item for each e-mail address and phone number that says whose it is.</summary>
public sealed class DynamoDbCustomerStore : ICustomerStore
{
    // One index partition for all: customers change rarely, and only the page's list reads it.
    private const string AllKey = "CUSTOMERS";
    private const string History = "history";

    private readonly IAmazonDynamoDB _dynamoDb;
    private readonly OrderTableQueries _queries;
    private readonly CustomerKeys _keys;

    public DynamoDbCustomerStore(IAmazonDynamoDB dynamoDb, IOptions<DynamoDbStoreOptions> options)
    {
        _dynamoDb = dynamoDb;
        _queries = new OrderTableQueries(dynamoDb, options);
        _keys = new CustomerKeys(dynamoDb, options, FindAsync);
    }

    public async Task<Customer?> FindAsync(CustomerId customerId, CancellationToken cancellationToken) =>
        await ReadItemAsync(customerId, cancellationToken) is { } item ? Read(item) : null;

    public async Task<CustomerWrite> AddAsync(Customer customer, IReadOnlyList<CustomerChange> changes, CancellationToken cancellationToken)
    {
        if (await FindAsync(customer.CustomerId, cancellationToken) is not null)
        {
            return new CustomerWrite.IdTaken();
        }

        if (await _keys.ClaimAsync(customer, cancellationToken) is { } taken)
        {
            return taken;
        }

        var stored = customer with { Version = 1 };
        return await PutAsync(stored, changes.Select(EntryOf), "attribute_not_exists(#pk)", loaded: null, cancellationToken)
            ? new CustomerWrite.Written(stored)
            : new CustomerWrite.IdTaken();
    }

    public Task<CustomerWrite> UpdateAsync(Customer customer, IReadOnlyList<CustomerChange> changes, CancellationToken cancellationToken) =>
        ReplaceAsync(customer, history => history.Concat(changes.Select(EntryOf)), cancellationToken);

    public Task<CustomerWrite> EraseAsync(Customer erased, CustomerChange change, CancellationToken cancellationToken) => ReplaceAsync(
        erased,
        history => history.Select(entry => EntryOf(ChangeOf(entry) with { From = null, To = null })).Append(EntryOf(change)),
        cancellationToken);

    public async Task<IReadOnlyList<CustomerChange>> ReadHistoryAsync(CustomerId customerId, CancellationToken cancellationToken) =>
        await ReadItemAsync(customerId, cancellationToken) is { } item ? [.. HistoryOf(item).Select(ChangeOf)] : [];

    public async Task<Page<Customer>> ListAsync(string? search, PageRequest page, CancellationToken cancellationToken)
    {
        var after = page.Cursor is null ? null : Cursors.Decode(page.Cursor, 1)[0];
        var filter = SearchTerms.Parse(search) is { } terms ? QueryFilter.Contains(terms) : null;
        var (items, next) = await _queries.ListAsync(OrderTable.All, [AllKey], after, page.Limit, newestFirst: false, filter, cancellationToken);
        return new Page<Customer>([.. items.Select(Read)], next is null ? null : Cursors.Encode(next));
    }

    private async Task<Item?> ReadItemAsync(CustomerId customerId, CancellationToken cancellationToken)
    {
        var request = new GetItemRequest { TableName = _queries.TableName, Key = KeyOf(customerId), ConsistentRead = true };
        var response = await _dynamoDb.GetItemAsync(request, cancellationToken);
        return response.Item is { Count: > 0 } item ? item : null;
    }

    private async Task<CustomerWrite> ReplaceAsync(
        Customer customer, Func<IEnumerable<AttributeValue>, IEnumerable<AttributeValue>> change, CancellationToken cancellationToken)
    {
        if (await ReadItemAsync(customer.CustomerId, cancellationToken) is not { } item || Read(item) is not { } before || before.Version != customer.Version)
        {
            return new CustomerWrite.Stale();
        }

        if (await _keys.ClaimAsync(customer, cancellationToken) is { } taken)
        {
            return taken;
        }

        var stored = customer with { Version = before.Version + 1 };
        if (!await PutAsync(stored, change(HistoryOf(item)), "#version = :loaded OR (attribute_not_exists(#version) AND :loaded = :first)", before.Version, cancellationToken))
        {
            return new CustomerWrite.Stale();
        }

        await _keys.ReleaseAsync(before, stored, cancellationToken);
        return new CustomerWrite.Written(stored);
    }

    private async Task<bool> PutAsync(
        Customer customer, IEnumerable<AttributeValue> history, string condition, long? loaded, CancellationToken cancellationToken)
    {
        var request = new PutItemRequest
        {
            TableName = _queries.TableName,
            Item = ItemOf(customer).With(History, Attributes.List(history)),
            ConditionExpression = condition,
            ExpressionAttributeNames = loaded is null
                ? new Dictionary<string, string> { ["#pk"] = OrderTable.PartitionKey }
                : new Dictionary<string, string> { ["#version"] = OrderTable.Version },
            ExpressionAttributeValues = loaded is { } version
                ? new Item { [":loaded"] = Attributes.Number(version), [":first"] = Attributes.Number(1) } // items of before versions were counted are of the first
                : null,
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
        .With(OrderTable.Version, Attributes.Number(customer.Version))
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
            .WithText("address", customer.Address)
            .WithText("channel", customer.Channel.ToString())
            .WithTime("erasedAt", customer.ErasedAt));

    private static Customer Read(Item item)
    {
        var data = item.ReadMapOrNull(OrderTable.Data) ?? throw new InvalidDataException("A customer's item has no data.");
        return new Customer(
            CustomerId.Parse(data.ReadText("customerId")), data.ReadText("name"), data.ReadTextOrNull("email"), data.ReadText("phone"), data.ReadText("address"))
        {
            Channel = data.ReadTextOrNull("channel") is { } channel ? Enum.Parse<ContactChannel>(channel) : ContactChannel.Email,
            Version = item.ContainsKey(OrderTable.Version) ? item.ReadNumber(OrderTable.Version) : 1,
            ErasedAt = data.ReadTimeOrNull("erasedAt"),
        };
    }

    private static IEnumerable<AttributeValue> HistoryOf(Item item) => item.ContainsKey(History) ? item.ReadList(History) : [];

    private static AttributeValue EntryOf(CustomerChange change) => Attributes.Map(
        new Item().WithTime("at", change.At).WithText("by", change.By).WithText("field", change.Field).WithText("from", change.From).WithText("to", change.To));

    private static CustomerChange ChangeOf(AttributeValue value) => new(
        value.M.ReadTime("at"), value.M.ReadText("by"), value.M.ReadText("field"), value.M.ReadTextOrNull("from"), value.M.ReadTextOrNull("to"));
}
