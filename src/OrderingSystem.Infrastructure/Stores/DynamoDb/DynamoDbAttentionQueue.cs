using Amazon.DynamoDBv2;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Decisions;
using OrderingSystem.Domain.Orders;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>The orders that wait for an operator, by a sparse index of the orders; it follows the table within moments.</summary>
public sealed class DynamoDbAttentionQueue : IAttentionQueue
{
    private readonly OrderTableQueries _queries;

    public DynamoDbAttentionQueue(IAmazonDynamoDB dynamoDb, IOptions<DynamoDbStoreOptions> options) => _queries = new OrderTableQueries(dynamoDb, options);

    private static IEnumerable<string> Partitions => Shards.All(OrderItems.AttentionPrefix);

    public async Task<AttentionCount> CountAsync(AttentionFilter filter, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (_, passing) = await _queries.CountAsync(OrderTable.ByAttentionAge, Partitions, FilterOf(filter, before), cancellationToken);
        var oldest = passing == 0 ? [] : await ReadAsync(filter, before, null, 1, cancellationToken);
        return new AttentionCount(passing, oldest.Count == 0 ? null : oldest[0]);
    }

    public async Task<IReadOnlyList<AttentionPosition>> ReadAsync(
        AttentionFilter filter, DateTimeOffset before, AttentionPosition? after, int limit, CancellationToken cancellationToken)
    {
        var found = new List<AttentionPosition>();
        var from = after is null ? null : OrderItems.AttentionSortOf(after.Since, after.OrderId);
        do
        {
            var (items, next) = await _queries.ListAsync(
                OrderTable.ByAttentionAge, Partitions, from, limit - found.Count, newestFirst: false, FilterOf(filter, before), cancellationToken);
            found.AddRange(items.Select(OrderItems.Read).Select(order => new AttentionPosition(order.Attention!.Since, order.OrderId)));
            from = next;
        }
        while (from is not null && found.Count < limit);

        return found;
    }

    private static QueryFilter FilterOf(AttentionFilter filter, DateTimeOffset before)
    {
        var names = new Dictionary<string, string> { ["#data"] = OrderTable.Data, ["#attention"] = "attention", ["#since"] = "since", ["#token"] = "token" };
        var values = new Item { [":before"] = Attributes.Time(before) };
        var conditions = new List<string> { "#data.#attention.#since < :before", "attribute_exists(#data.#attention.#token)" };
        if (filter.Since is { } since)
        {
            values[":since"] = Attributes.Time(since);
            conditions.Add("#data.#attention.#since <= :since");
        }

        foreach (var (name, value) in new[] { ("state", filter.State), ("error", filter.Error) })
        {
            if (value is not null)
            {
                names["#" + name] = name;
                values[":" + name] = Attributes.Text(value);
                conditions.Add($"#data.#attention.#{name} = :{name}");
            }
        }

        return new QueryFilter(string.Join(" AND ", conditions), names, values);
    }
}
