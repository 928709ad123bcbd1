using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Orders;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>Reads index partitions in the order of their sort keys, several as if they were one.</summary>
internal sealed class OrderTableQueries(IAmazonDynamoDB dynamoDb, IOptions<DynamoDbStoreOptions> options)
{
    /// <summary>
    /// Pages of up to 1 MB that one list reads per partition before it gives what it has found: a search for something rare in a long list is
    /// answered in steps, each with a cursor, instead of timing out.
    /// </summary>
    private const int MaxPages = 4;

    public string TableName => options.Value.TableName;

    /// <summary>The first items after <paramref name="after"/>, of all partitions together.</summary>
    /// <param name="after">Exclusive; null for the beginning.</param>
    /// <param name="filter">Null for all.</param>
    /// <returns>Up to <paramref name="limit"/> items; and where the next list goes on: null where there is nothing more.</returns>
    public async Task<(IReadOnlyList<Item> Items, string? Next)> ListAsync(
        OrderTable.IndexKeys index,
        IEnumerable<string> partitions,
        string? after,
        int limit,
        bool newestFirst,
        QueryFilter? filter,
        CancellationToken cancellationToken)
    {
        var slices = await Task.WhenAll(partitions.Select(partition => ReadAsync(index, partition, after, limit, newestFirst, filter, cancellationToken)));
        var sign = newestFirst ? -1 : 1;
        int Compare(string left, string right) => sign * string.CompareOrdinal(left, right);

        // Where a partition was not read to its end, nothing beyond its last position may be shown yet: that partition may have items in between.
        var horizon = slices.Where(slice => slice.ReadTo is not null).Select(slice => slice.ReadTo!).Order(Comparer<string>.Create(Compare)).FirstOrDefault();
        var known = slices
            .SelectMany(slice => slice.Items)
            .Select(item => (Item: item, Order: item.ReadText(index.SortKey)))
            .Where(entry => horizon is null || Compare(entry.Order, horizon) <= 0)
            .OrderBy(entry => entry.Order, Comparer<string>.Create(Compare))
            .ToList();
        var items = known.Take(limit).Select(entry => entry.Item).ToList();
        var next = known.Count > limit ? known[limit - 1].Order : horizon;
        return (items, next);
    }

    /// <summary>How many items the partitions have, and how many of them pass the filter.</summary>
    public async Task<(int All, int Passing)> CountAsync(
        OrderTable.IndexKeys index, IEnumerable<string> partitions, QueryFilter? filter, CancellationToken cancellationToken)
    {
        var counts = await Task.WhenAll(partitions.Select(partition => CountOneAsync(index, partition, filter, cancellationToken)));
        return (counts.Sum(count => count.All), counts.Sum(count => count.Passing));
    }

    private async Task<(int All, int Passing)> CountOneAsync(
        OrderTable.IndexKeys index, string partition, QueryFilter? filter, CancellationToken cancellationToken)
    {
        var request = Request(index, partition, after: null, newestFirst: true, filter);
        request.Select = Select.COUNT;
        var (all, passing) = (0, 0);
        do
        {
            var response = await dynamoDb.QueryAsync(request, cancellationToken);
            all += response.ScannedCount ?? 0;
            passing += response.Count ?? 0;
            request.ExclusiveStartKey = response.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });

        return (all, passing);
    }

    /// <returns>At least <paramref name="limit"/> items, or all; and the position that was read to: null where it was read to its end.</returns>
    private async Task<Slice> ReadAsync(
        OrderTable.IndexKeys index,
        string partition,
        string? after,
        int limit,
        bool newestFirst,
        QueryFilter? filter,
        CancellationToken cancellationToken)
    {
        var request = Request(index, partition, after, newestFirst, filter);
        if (filter is null)
        {
            request.Limit = limit + 1; // with a filter the limit would count what the filter drops
        }

        var items = new List<Item>();
        for (var page = 0; ; page++)
        {
            var response = await dynamoDb.QueryAsync(request, cancellationToken);
            items.AddRange(response.Items ?? []);
            if (response.LastEvaluatedKey is not { Count: > 0 } last)
            {
                return new Slice(items, null);
            }

            if (items.Count > limit || page + 1 == MaxPages)
            {
                return new Slice(items, last.ReadText(index.SortKey));
            }

            request.ExclusiveStartKey = last;
        }
    }

    private QueryRequest Request(OrderTable.IndexKeys index, string partition, string? after, bool newestFirst, QueryFilter? filter)
    {
        var request = new QueryRequest
        {
            TableName = TableName,
            IndexName = index.Name,
            ScanIndexForward = !newestFirst,
            KeyConditionExpression = "#partition = :partition",
            ExpressionAttributeNames = new Dictionary<string, string> { ["#partition"] = index.PartitionKey },
            ExpressionAttributeValues = new Item { [":partition"] = Attributes.Text(partition) },
        };
        if (after is not null)
        {
            request.KeyConditionExpression += string.Create(CultureInfo.InvariantCulture, $" AND #order {(newestFirst ? '<' : '>')} :after");
            request.ExpressionAttributeNames["#order"] = index.SortKey;
            request.ExpressionAttributeValues[":after"] = Attributes.Text(after);
        }

        if (filter is not null)
        {
            request.FilterExpression = filter.Expression;
            foreach (var (name, value) in filter.Names)
            {
                request.ExpressionAttributeNames[name] = value;
            }

            foreach (var (name, value) in filter.Values)
            {
                request.ExpressionAttributeValues[name] = value;
            }
        }

        return request;
    }

    private sealed record Slice(List<Item> Items, string? ReadTo);
}

/// <summary>A filter expression with its names and values.</summary>
internal sealed record QueryFilter(string Expression, Dictionary<string, string> Names, Item Values)
{
    public static QueryFilter? AllOf(IReadOnlyCollection<QueryFilter> filters) => filters.Count == 0
        ? null
        : new QueryFilter(
            string.Join(" AND ", filters.Select(filter => filter.Expression)),
            filters.SelectMany(filter => filter.Names).DistinctBy(name => name.Key).ToDictionary(),
            filters.SelectMany(filter => filter.Values).ToDictionary());

    public static QueryFilter Contains(SearchTerms terms)
    {
        var values = new Item();
        var groups = terms.Groups.Select((group, number) => string.Join(" OR ", group.Select((writing, index) =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $":search{number}_{index}");
            values[name] = Attributes.Text(writing.ToLowerInvariant());
            return $"contains(#search, {name})";
        })));
        return new QueryFilter(
            string.Join(" AND ", groups.Select(group => $"({group})")),
            new Dictionary<string, string> { ["#search"] = OrderTable.Search },
            values);
    }
}
