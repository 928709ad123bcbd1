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
    private readonly IAmazonDynamoDB _dynamoDb;
    private readonly OrderTableQueries _queries;

    public DynamoDbOrderStore(IAmazonDynamoDB dynamoDb, IOptions<DynamoDbStoreOptions> options)
    {
        _dynamoDb = dynamoDb;
        _queries = new OrderTableQueries(dynamoDb, options);
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
        var (index, partitions, rest) = Choose(filter);
        var (items, next) = await _queries.ListAsync(index, partitions, after, page.Limit, newestFirst: true, rest, cancellationToken);
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

    /// <summary>The index that leaves the least to filter.</summary>
    private static (OrderTable.IndexKeys Index, IEnumerable<string> Partitions, QueryFilter? Remaining) Choose(OrderFilter filter)
    {
        var rest = new List<QueryFilter>();
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            rest.Add(QueryFilter.Contains(filter.Search));
        }

        if (filter.Attention == false)
        {
            rest.Add(new QueryFilter(
                "attribute_not_exists(#data.#attention)",
                new Dictionary<string, string> { ["#data"] = OrderTable.Data, ["#attention"] = "attention" },
                []));
        }

        if (filter.Attention == true)
        {
            AddStatus(filter, rest);
            AddCustomer(filter, rest);
            return (OrderTable.ByAttention, Shards.All(OrderItems.AttentionPrefix), QueryFilter.AllOf(rest));
        }

        if (filter.CustomerId is { } customerId)
        {
            AddStatus(filter, rest);
            return (OrderTable.ByCustomer, [OrderItems.CustomerKey(customerId)], QueryFilter.AllOf(rest));
        }

        return filter.Status is { } status
            ? (OrderTable.ByStatus, Shards.All(OrderItems.StatusPrefix(status)), QueryFilter.AllOf(rest))
            : (OrderTable.All, Shards.All(OrderItems.AllPrefix), QueryFilter.AllOf(rest));
    }

    private static void AddStatus(OrderFilter filter, List<QueryFilter> rest)
    {
        if (filter.Status is { } status)
        {
            rest.Add(Equal("status", status.ToString()));
        }
    }

    private static void AddCustomer(OrderFilter filter, List<QueryFilter> rest)
    {
        if (filter.CustomerId is { } customerId)
        {
            rest.Add(Equal("customerId", customerId.Value));
        }
    }

    private static QueryFilter Equal(string name, string value) => new(
        $"#data.#{name} = :{name}",
        new Dictionary<string, string> { ["#data"] = OrderTable.Data, ["#" + name] = name },
        new Item { [":" + name] = Attributes.Text(value) });

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
