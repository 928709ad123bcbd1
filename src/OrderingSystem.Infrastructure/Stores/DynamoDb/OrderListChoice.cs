using OrderingSystem.Application.Orders;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>How a list of orders is read: through the index that leaves the least to filter.</summary>
internal sealed record OrderListChoice(OrderTable.IndexKeys Index, IEnumerable<string> Partitions, QueryFilter? Remaining)
{
    private static readonly Dictionary<string, string> DataName = new() { ["#data"] = OrderTable.Data };

    public static OrderListChoice Of(OrderFilter filter)
    {
        var rest = new List<QueryFilter>();
        if (SearchTerms.Parse(filter.Search) is { } terms)
        {
            rest.Add(QueryFilter.Contains(terms));
        }

        if (filter.PlacedBy is { } placedBy)
        {
            rest.Add(OneOf("placedBy", [placedBy]));
        }

        if (filter.PlacedFrom is { } from)
        {
            rest.Add(Compare("placedAt", ">=", from, "placedFrom"));
        }

        if (filter.PlacedTo is { } to)
        {
            rest.Add(Compare("placedAt", "<", to, "placedTo"));
        }

        if (filter.Attention == false)
        {
            rest.Add(new QueryFilter("attribute_not_exists(#data.#attention)", new Dictionary<string, string>(DataName) { ["#attention"] = "attention" }, []));
        }

        if (filter.Attention == true || filter.WaitingFor == WaitingFor.Operator)
        {
            AddStatuses(filter, rest);
            AddCustomer(filter, rest);
            return new OrderListChoice(OrderTable.ByAttention, Shards.All(OrderItems.AttentionPrefix), QueryFilter.AllOf(rest));
        }

        if (filter.CustomerId is { } customerId)
        {
            AddStatuses(filter, rest);
            return new OrderListChoice(OrderTable.ByCustomer, [OrderItems.CustomerKey(customerId)], QueryFilter.AllOf(rest));
        }

        return filter.Statuses.Count > 0
            ? new OrderListChoice(
                OrderTable.ByStatus,
                filter.Statuses.Distinct().SelectMany(status => Shards.All(OrderItems.StatusPrefix(status))),
                QueryFilter.AllOf(rest))
            : new OrderListChoice(OrderTable.All, Shards.All(OrderItems.AllPrefix), QueryFilter.AllOf(rest));
    }

    private static void AddStatuses(OrderFilter filter, List<QueryFilter> rest)
    {
        if (filter.Statuses.Count > 0)
        {
            rest.Add(OneOf("status", [.. filter.Statuses.Select(status => status.ToString())]));
        }
    }

    private static void AddCustomer(OrderFilter filter, List<QueryFilter> rest)
    {
        if (filter.CustomerId is { } customerId)
        {
            rest.Add(OneOf("customerId", [customerId.Value]));
        }
    }

    private static QueryFilter OneOf(string name, IReadOnlyList<string> values) => new(
        $"#data.#{name} IN ({string.Join(", ", values.Select((_, index) => $":{name}{index}"))})",
        new Dictionary<string, string>(DataName) { ["#" + name] = name },
        values.Select((value, index) => (Name: $":{name}{index}", value)).ToDictionary(pair => pair.Name, pair => Attributes.Text(pair.value)));

    private static QueryFilter Compare(string name, string comparison, DateTimeOffset time, string parameter) => new(
        $"#data.#{name} {comparison} :{parameter}",
        new Dictionary<string, string>(DataName) { ["#" + name] = name },
        new Item { [":" + parameter] = Attributes.Time(time) });
}
