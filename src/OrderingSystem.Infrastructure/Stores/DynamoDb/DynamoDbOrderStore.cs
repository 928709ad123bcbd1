using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Orders;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>Orders with their timelines in DynamoDB: one item each, so that a change and what it adds to the timeline are one write.</summary>
public sealed class DynamoDbOrderStore : IOrderStore
{
    /// <summary>Parked executions that one list looks through.</summary>
    private const int MaxParked = 500;

    private readonly IAmazonDynamoDB _dynamoDb;
    private readonly OrderTableQueries _queries;
    private readonly DynamoDbParkedOrderStore _parkedOrders;

    public DynamoDbOrderStore(IAmazonDynamoDB dynamoDb, IOptions<DynamoDbStoreOptions> options)
    {
        _dynamoDb = dynamoDb;
        _queries = new OrderTableQueries(dynamoDb, options);
        _parkedOrders = new DynamoDbParkedOrderStore(dynamoDb, options);
    }

    public async Task<Order?> FindAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        // The timeline is most of an old order, and nobody needs it here.
        var request = new GetItemRequest
        {
            TableName = _queries.TableName,
            Key = OrderItems.KeyOf(orderId),
            ConsistentRead = true,
            ProjectionExpression = "#version, #data",
            ExpressionAttributeNames = new Dictionary<string, string> { ["#version"] = OrderTable.Version, ["#data"] = OrderTable.Data },
        };
        var response = await _dynamoDb.GetItemAsync(request, cancellationToken);
        return response.Item is { Count: > 0 } item ? OrderItems.Read(item) : null;
    }

    public async Task<bool> TryAddAsync(Order order, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken)
    {
        var request = new PutItemRequest
        {
            TableName = _queries.TableName,
            Item = OrderItems.NewItem(order).With(OrderTable.Timeline, Attributes.List(entries.Select(OrderItems.EntryOf))),
            ConditionExpression = "attribute_not_exists(#pk)",
            ExpressionAttributeNames = new Dictionary<string, string> { ["#pk"] = OrderTable.PartitionKey },
        };
        return await SucceedsAsync(() => _dynamoDb.PutItemAsync(request, cancellationToken));
    }

    public async Task<bool> TryUpdateAsync(Order order, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken)
    {
        var values = new Item
        {
            [":loaded"] = Attributes.Number(order.Version),
            [":next"] = Attributes.Number(order.Version + 1),
        };
        var names = new Dictionary<string, string> { ["#version"] = OrderTable.Version };
        var sets = new List<string> { "#version = :next" };
        foreach (var (name, value) in OrderItems.Changing(order))
        {
            names["#" + name] = name;
            values[":" + name] = value;
            sets.Add($"#{name} = :{name}");
        }

        if (entries.Count > 0)
        {
            names["#timeline"] = OrderTable.Timeline;
            values[":entries"] = Attributes.List(entries.Select(OrderItems.EntryOf));
            sets.Add("#timeline = list_append(#timeline, :entries)");
        }

        var expression = "SET " + string.Join(", ", sets);
        if (order.Attention is null)
        {
            names["#attention"] = OrderTable.ByAttention.PartitionKey;
            names["#attentionOrder"] = OrderTable.ByAttentionAge.SortKey;
            expression += " REMOVE #attention, #attentionOrder"; // takes it out of the sparse indexes
        }

        var request = new UpdateItemRequest
        {
            TableName = _queries.TableName,
            Key = OrderItems.KeyOf(order.OrderId),
            UpdateExpression = expression,
            ConditionExpression = "#version = :loaded",
            ExpressionAttributeNames = names,
            ExpressionAttributeValues = values,
        };
        return await SucceedsAsync(() => _dynamoDb.UpdateItemAsync(request, cancellationToken));
    }

    public async Task<Page<Order>> ListAsync(OrderFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var after = page.Cursor is null ? null : Cursors.Decode(page.Cursor, 1)[0];
        if (filter.WaitingFor == WaitingFor.Carrier)
        {
            return await ListParkedAsync(filter, after, page.Limit, cancellationToken);
        }

        var choice = OrderListChoice.Of(filter);
        var (items, next) = await _queries.ListAsync(
            choice.Index, choice.Partitions, after, page.Limit, newestFirst: !filter.OldestFirst, choice.Remaining, cancellationToken);
        return new Page<Order>([.. items.Select(OrderItems.Read)], next is null ? null : Cursors.Encode(next));
    }

    public async Task<IReadOnlyList<TimelineEntry>> ReadTimelineAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        var request = new GetItemRequest
        {
            TableName = _queries.TableName,
            Key = OrderItems.KeyOf(orderId),
            ConsistentRead = true,
            ProjectionExpression = "#timeline",
            ExpressionAttributeNames = new Dictionary<string, string> { ["#timeline"] = OrderTable.Timeline },
        };
        var response = await _dynamoDb.GetItemAsync(request, cancellationToken);
        return response.Item is { Count: > 0 } item ? OrderItems.ReadTimeline(item) : [];
    }

    public async Task EraseAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var load = new GetItemRequest { TableName = _queries.TableName, Key = OrderItems.KeyOf(orderId), ConsistentRead = true };
            if ((await _dynamoDb.GetItemAsync(load, cancellationToken)).Item is not { Count: > 0 } item)
            {
                return;
            }

            var order = OrderItems.Read(item);
            foreach (var (name, value) in OrderItems.Changing(order.Erase()))
            {
                item[name] = value;
            }

            item[OrderTable.Version] = Attributes.Number(order.Version + 1);
            item[OrderTable.Timeline] = Attributes.List(OrderItems.ReadTimeline(item).Select(entry => OrderItems.EntryOf(entry.Erase())));
            var replace = new PutItemRequest
            {
                TableName = _queries.TableName,
                Item = item,
                ConditionExpression = "#version = :loaded",
                ExpressionAttributeNames = new Dictionary<string, string> { ["#version"] = OrderTable.Version },
                ExpressionAttributeValues = new Item { [":loaded"] = Attributes.Number(order.Version) },
            };
            if (await SucceedsAsync(() => _dynamoDb.PutItemAsync(replace, cancellationToken)))
            {
                return;
            }
        }
    }

    public async Task<OrderCounts> CountAsync(CancellationToken cancellationToken)
    {
        var notified = new QueryFilter(
            "attribute_exists(#data.#notifiedAt)",
            new Dictionary<string, string> { ["#data"] = OrderTable.Data, ["#notifiedAt"] = OrderItems.NotifiedPath },
            []);
        var byStatus = new Dictionary<OrderStatus, int>();
        var told = 0;
        foreach (var status in Enum.GetValues<OrderStatus>())
        {
            var (all, passing) = await _queries.CountAsync(
                OrderTable.ByStatus, Shards.All(OrderItems.StatusPrefix(status)), notified, cancellationToken);
            told += passing;
            if (all > 0)
            {
                byStatus.Add(status, all);
            }
        }

        var (attention, _) = await _queries.CountAsync(OrderTable.ByAttention, Shards.All(OrderItems.AttentionPrefix), null, cancellationToken);
        return new OrderCounts(byStatus, attention, told);
    }

    /// <summary>Which orders are parked stands with the parked executions alone, so those are read, the ones that wait longest, and looked through.</summary>
    private async Task<Page<Order>> ListParkedAsync(OrderFilter filter, string? after, int limit, CancellationToken cancellationToken)
    {
        var parked = await _parkedOrders.ReadDueAsync(DateTimeOffset.MaxValue, MaxParked, cancellationToken);
        var sign = filter.OldestFirst ? 1 : -1;
        var found = new List<(string Order, Order Value)>();
        foreach (var orderId in parked.Select(one => one.OrderId).Distinct())
        {
            if (await FindAsync(orderId, cancellationToken) is { } order && filter.Selects(order)
                && (after is null || sign * string.CompareOrdinal(OrderItems.SortOf(order), after) > 0))
            {
                found.Add((OrderItems.SortOf(order), order));
            }
        }

        found.Sort((left, right) => sign * string.CompareOrdinal(left.Order, right.Order));
        return new Page<Order>(
            [.. found.Take(limit).Select(one => one.Value)],
            found.Count > limit ? Cursors.Encode(found[limit - 1].Order) : null);
    }

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
