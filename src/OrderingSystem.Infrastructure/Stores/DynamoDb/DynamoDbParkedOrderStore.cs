using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Outages;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>The executions that wait for the carrier: a record per execution, and its place in the queue.</summary>
/// <remarks>
/// Indexes follow the table after a moment, and an order that parks must never be missed; so the queue is items of the table itself, read
/// consistently. The record is written before its place, and the place names the token: a place whose record says otherwise is left over from an
/// earlier wait, and is removed where it is met. What dies between the two writes has not returned, and is run again.
/// </remarks>
public sealed class DynamoDbParkedOrderStore : IParkedOrderStore
{
    private const string WaitingPrefix = "WAITING";
    private const string ReleasedPrefix = "RELEASED";
    private const string Execution = "execution";
    private const string NotBefore = "notBefore";

    private readonly IAmazonDynamoDB _dynamoDb;
    private readonly OrderTableQueries _queries;

    public DynamoDbParkedOrderStore(IAmazonDynamoDB dynamoDb, IOptions<DynamoDbStoreOptions> options)
    {
        _dynamoDb = dynamoDb;
        _queries = new OrderTableQueries(dynamoDb, options);
    }

    public async Task<ParkedOrder?> FindAsync(string executionName, CancellationToken cancellationToken) =>
        await _dynamoDb.FindAsync(_queries.TableName, KeyOf(executionName), cancellationToken) is { } item ? Read(item) : null;

    public async Task ParkAsync(ParkedOrder parked, CancellationToken cancellationToken)
    {
        var put = new PutItemRequest { TableName = _queries.TableName, Item = RecordOf(parked), ReturnValues = ReturnValue.ALL_OLD };
        var response = await _dynamoDb.PutItemAsync(put, cancellationToken);
        if (parked.ReleasedAt is null)
        {
            await _dynamoDb.PutItemAsync(new PutItemRequest { TableName = _queries.TableName, Item = PlaceOf(parked) }, cancellationToken);
        }

        if (response.Attributes is { Count: > 0 } old && Read(old) is { ReleasedAt: null } earlier && PlaceSort(earlier) != PlaceSort(parked))
        {
            await DeleteAsync(PlaceKeyOf(earlier), cancellationToken);
        }
    }

    public async Task<IReadOnlyList<ParkedOrder>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var shards = await Task.WhenAll(Shards.All(WaitingPrefix).Select(shard => ReadDueOfAsync(shard, now, limit, cancellationToken)));
        return [.. shards.SelectMany(due => due).OrderBy(PlaceSort, StringComparer.Ordinal).Take(limit)];
    }

    public async Task MarkReleasedAsync(string executionName, TaskToken token, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var request = new UpdateItemRequest
        {
            TableName = _queries.TableName,
            Key = KeyOf(executionName),
            UpdateExpression = "SET #data.#releasedAt = :at, #all = :all, #order = :order",
            ConditionExpression = "#data.#token = :token AND attribute_not_exists(#data.#releasedAt)",
            ExpressionAttributeNames = new Dictionary<string, string>
            {
                ["#data"] = OrderTable.Data,
                ["#releasedAt"] = "releasedAt",
                ["#token"] = "token",
                ["#all"] = OrderTable.All.PartitionKey,
                ["#order"] = OrderTable.Order,
            },
            ExpressionAttributeValues = new Item
            {
                [":at"] = Attributes.Time(at),
                [":token"] = Attributes.Text(token.Reveal()),
                [":all"] = Attributes.Text(Shards.Of(ReleasedPrefix, executionName)),
                [":order"] = Attributes.Text(ReleasedSort(at, executionName)),
            },
            ReturnValues = ReturnValue.ALL_OLD,
        };
        try
        {
            var response = await _dynamoDb.UpdateItemAsync(request, cancellationToken);
            await DeleteAsync(PlaceKeyOf(Read(response.Attributes)), cancellationToken);
        }
        catch (ConditionalCheckFailedException)
        {
            // It waits with another token by now, or was released before: the port says that nothing happens then.
        }
    }

    public async Task<ParkedSummary> SummarizeAsync(CancellationToken cancellationToken)
    {
        var places = (await Task.WhenAll(Shards.All(WaitingPrefix).Select(shard => ReadPlacesAsync(shard, cancellationToken)))).SelectMany(found => found).ToList();
        return new ParkedSummary(places.Count, places.Min(place => place.ReadTimeOrNull("parkedAt")), places.Min(place => place.ReadTimeOrNull(NotBefore)));
    }

    public async Task ForgetReleasedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var old = new QueryFilter(
            "#data.#releasedAt < :before",
            new Dictionary<string, string> { ["#data"] = OrderTable.Data, ["#releasedAt"] = "releasedAt" },
            new Item { [":before"] = Attributes.Time(before) });
        string? from = null;
        do
        {
            var (items, next) = await _queries.ListAsync(OrderTable.All, Shards.All(ReleasedPrefix), from, 100, newestFirst: false, old, cancellationToken);
            foreach (var released in items.Select(Read))
            {
                await ForgetAsync(released, old, cancellationToken);
            }

            from = next;
        }
        while (from is not null);
    }

    /// <summary>Unless it has parked again meanwhile.</summary>
    private async Task ForgetAsync(ParkedOrder released, QueryFilter condition, CancellationToken cancellationToken)
    {
        try
        {
            await _dynamoDb.DeleteItemAsync(
                new DeleteItemRequest
                {
                    TableName = _queries.TableName,
                    Key = KeyOf(released.ExecutionName),
                    ConditionExpression = condition.Expression,
                    ExpressionAttributeNames = condition.Names,
                    ExpressionAttributeValues = condition.Values,
                },
                cancellationToken);
        }
        catch (ConditionalCheckFailedException)
        {
            // It waits again: not to be forgotten.
        }
    }

    private async Task<List<ParkedOrder>> ReadDueOfAsync(string shard, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var request = Places(shard);
        request.FilterExpression = "attribute_not_exists(#notBefore) OR #notBefore <= :now";
        request.ExpressionAttributeNames["#notBefore"] = NotBefore;
        request.ExpressionAttributeValues[":now"] = Attributes.Time(now);
        var due = new List<ParkedOrder>();
        do
        {
            var response = await _dynamoDb.QueryAsync(request, cancellationToken);
            foreach (var place in response.Items ?? [])
            {
                if (due.Count == limit)
                {
                    return due;
                }

                if (await FindAsync(place.ReadText(Execution), cancellationToken) is { ReleasedAt: null } parked
                    && PlaceSort(parked) == place.ReadText(OrderTable.SortKey))
                {
                    due.Add(parked);
                }
                else
                {
                    await DeleteAsync(
                        new Item
                        {
                            [OrderTable.PartitionKey] = place[OrderTable.PartitionKey],
                            [OrderTable.SortKey] = place[OrderTable.SortKey],
                        },
                        cancellationToken);
                }
            }

            request.ExclusiveStartKey = response.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });

        return due;
    }

    private async Task<List<Item>> ReadPlacesAsync(string shard, CancellationToken cancellationToken)
    {
        var request = Places(shard);
        var places = new List<Item>();
        do
        {
            var response = await _dynamoDb.QueryAsync(request, cancellationToken);
            places.AddRange(response.Items ?? []);
            request.ExclusiveStartKey = response.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });

        return places;
    }

    private QueryRequest Places(string shard) => new()
    {
        TableName = _queries.TableName,
        ConsistentRead = true,
        KeyConditionExpression = "#pk = :pk",
        ExpressionAttributeNames = new Dictionary<string, string> { ["#pk"] = OrderTable.PartitionKey },
        ExpressionAttributeValues = new Item { [":pk"] = Attributes.Text(shard) },
    };

    private Task<DeleteItemResponse> DeleteAsync(Item key, CancellationToken cancellationToken) =>
        _dynamoDb.DeleteItemAsync(new DeleteItemRequest { TableName = _queries.TableName, Key = key }, cancellationToken);

    private static string PlaceSort(ParkedOrder parked) =>
        $"{Attributes.TimeText(parked.ParkedAt)}#{parked.ExecutionName}#{Digest(parked.Token)}";

    /// <summary>Tells two waits of one execution apart, and reveals nothing of the token.</summary>
    private static string Digest(TaskToken token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token.Reveal())).AsSpan(0, 8));

    private static string ReleasedSort(DateTimeOffset at, string executionName) => $"{Attributes.TimeText(at)}#{executionName}";

    private static Item KeyOf(string executionName) => new()
    {
        [OrderTable.PartitionKey] = Attributes.Text($"EXECUTION#{executionName}"),
        [OrderTable.SortKey] = Attributes.Text("PARKED"),
    };

    private static Item PlaceKeyOf(ParkedOrder parked) => new()
    {
        [OrderTable.PartitionKey] = Attributes.Text(Shards.Of(WaitingPrefix, parked.ExecutionName)),
        [OrderTable.SortKey] = Attributes.Text(PlaceSort(parked)),
    };

    private static Item PlaceOf(ParkedOrder parked) => PlaceKeyOf(parked)
        .WithText(Execution, parked.ExecutionName)
        .WithTime("parkedAt", parked.ParkedAt)
        .WithTime(NotBefore, parked.NotBefore);

    private static Item RecordOf(ParkedOrder parked)
    {
        var record = KeyOf(parked.ExecutionName)
            .WithMap(OrderTable.Data, new Item { ["rounds"] = Attributes.Number(parked.Rounds) }
                .WithText("executionName", parked.ExecutionName)
                .WithText("orderId", parked.OrderId.Value)
                .WithText("state", parked.State)
                .WithText("outageId", parked.OutageId)
                .WithText("token", parked.Token.Reveal())
                .WithTime("parkedAt", parked.ParkedAt)
                .WithTime("notBefore", parked.NotBefore)
                .WithTime("releasedAt", parked.ReleasedAt));
        return parked.ReleasedAt is not { } releasedAt ? record : record
            .WithText(OrderTable.All.PartitionKey, Shards.Of(ReleasedPrefix, parked.ExecutionName))
            .WithText(OrderTable.Order, ReleasedSort(releasedAt, parked.ExecutionName));
    }

    private static ParkedOrder Read(Item item)
    {
        var data = item.ReadMapOrNull(OrderTable.Data) ?? throw new InvalidDataException("A parked execution's item has no data.");
        return new ParkedOrder
        {
            ExecutionName = data.ReadText("executionName"),
            OrderId = OrderId.Parse(data.ReadText("orderId")),
            State = data.ReadText("state"),
            OutageId = data.ReadText("outageId"),
            Token = new TaskToken(data.ReadText("token")),
            ParkedAt = data.ReadTime("parkedAt"),
            NotBefore = data.ReadTimeOrNull("notBefore"),
            Rounds = (int)data.ReadNumber("rounds"),
            ReleasedAt = data.ReadTimeOrNull("releasedAt"),
        };
    }
}
