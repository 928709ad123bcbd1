using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Auditing;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Orders;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>The audit log in DynamoDB: each entry is put once, on the condition that it is not there; nothing here updates or deletes one.</summary>
public sealed class DynamoDbAuditLog : IAuditLog
{
    private const string Prefix = "AUDIT";

    /// <summary>Sort key of what came of a request: under the partition of the entry that says it was begun.</summary>
    private const string Conclusion = "CONCLUSION";

    private readonly IAmazonDynamoDB _dynamoDb;
    private readonly OrderTableQueries _queries;

    public DynamoDbAuditLog(IAmazonDynamoDB dynamoDb, IOptions<DynamoDbStoreOptions> options)
    {
        _dynamoDb = dynamoDb;
        _queries = new OrderTableQueries(dynamoDb, options);
    }

    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var request = new PutItemRequest
        {
            TableName = _queries.TableName,
            Item = new Item
            {
                [OrderTable.PartitionKey] = Attributes.Text($"{Prefix}#{entry.Concludes ?? entry.AuditId}"),
                [OrderTable.SortKey] = Attributes.Text(entry.Concludes is null ? Prefix : Conclusion),
                [OrderTable.Version] = Attributes.Number(1),
                [OrderTable.All.PartitionKey] = Attributes.Text(Shards.Of(Prefix, entry.AuditId)),
                [OrderTable.All.SortKey] = Attributes.Text($"{Attributes.TimeText(entry.At)}#{entry.AuditId}"),
                [OrderTable.Data] = Attributes.Map(DataOf(entry)),
            },
            ConditionExpression = "attribute_not_exists(#pk)",
            ExpressionAttributeNames = new Dictionary<string, string> { ["#pk"] = OrderTable.PartitionKey },
        };
        try
        {
            await _dynamoDb.PutItemAsync(request, cancellationToken);
        }
        catch (ConditionalCheckFailedException)
        {
            throw new AuditEntryExistsException(entry.AuditId);
        }
    }

    public async Task<Page<AuditEntry>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var after = page.Cursor is null ? null : Cursors.Decode(page.Cursor, 1)[0];
        var (items, next) = await _queries.ListAsync(OrderTable.All, Shards.All(Prefix), after, page.Limit, newestFirst: true, FilterOf(filter), cancellationToken);
        var entries = await Task.WhenAll(items.Select(Read).Select(async entry => await IsConcludedAsync(entry, cancellationToken) ? null : entry));
        return new Page<AuditEntry>([.. entries.OfType<AuditEntry>()], next is null ? null : Cursors.Encode(next));
    }

    private async Task<bool> IsConcludedAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Outcome != AuditEntry.Started)
        {
            return false;
        }

        var request = new GetItemRequest
        {
            TableName = _queries.TableName,
            Key = new Item
            {
                [OrderTable.PartitionKey] = Attributes.Text($"{Prefix}#{entry.AuditId}"),
                [OrderTable.SortKey] = Attributes.Text(Conclusion),
            },
            ConsistentRead = true,
        };
        return (await _dynamoDb.GetItemAsync(request, cancellationToken)).Item is { Count: > 0 };
    }

    private static QueryFilter? FilterOf(AuditFilter filter)
    {
        var conditions = new List<QueryFilter>();
        void Where(string attribute, string comparison, string placeholder, AttributeValue? value)
        {
            if (value is not null)
            {
                conditions.Add(new QueryFilter(
                    $"#data.#{attribute} {comparison} {placeholder}",
                    new Dictionary<string, string> { ["#data"] = OrderTable.Data, ["#" + attribute] = attribute },
                    new Item { [placeholder] = value }));
            }
        }

        Where("by", "=", ":by", filter.By is null ? null : Attributes.Text(filter.By));
        Where("orderId", "=", ":orderId", filter.OrderId is { } orderId ? Attributes.Text(orderId.Value) : null);
        Where("action", "=", ":action", filter.Action is null ? null : Attributes.Text(filter.Action));
        Where("at", ">=", ":from", filter.From is { } from ? Attributes.Time(from) : null);
        Where("at", "<", ":to", filter.To is { } to ? Attributes.Time(to) : null);
        return QueryFilter.AllOf(conditions);
    }

    private static Item DataOf(AuditEntry entry) => new Item
    {
        ["auditId"] = Attributes.Text(entry.AuditId),
        ["at"] = Attributes.Time(entry.At),
        ["by"] = Attributes.Text(entry.By),
        ["role"] = Attributes.Text(entry.Role),
        ["action"] = Attributes.Text(entry.Action),
        ["target"] = Attributes.Text(entry.Target),
        ["outcome"] = Attributes.Text(entry.Outcome),
        ["requestId"] = Attributes.Text(entry.RequestId),
    }
        .WithText("orderId", entry.OrderId?.Value)
        .WithText("reason", entry.Reason)
        .WithText("concludes", entry.Concludes);

    private static AuditEntry Read(Item item)
    {
        var data = item.ReadMapOrNull(OrderTable.Data) ?? throw new InvalidDataException("An audit entry's item has no data.");
        return new AuditEntry(
            data.ReadText("auditId"),
            data.ReadTime("at"),
            data.ReadText("by"),
            data.ReadText("role"),
            data.ReadText("action"),
            data.ReadText("target"),
            data.ReadTextOrNull("orderId") is { } orderId ? OrderId.Parse(orderId) : null,
            data.ReadTextOrNull("reason"),
            data.ReadText("outcome"),
            data.ReadText("requestId"))
        {
            Concludes = data.ReadTextOrNull("concludes"),
        };
    }
}
