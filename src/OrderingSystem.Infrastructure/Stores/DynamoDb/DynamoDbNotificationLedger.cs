using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>The notification ledger in DynamoDB, under the orders' partition keys; every change is one conditional write.</summary>
public sealed class DynamoDbNotificationLedger : INotificationLedger
{
    /// <summary>How long a row of <see cref="LedgerKind.Delivery"/> is kept: longer than any queue keeps a message (SQS: 14 days).</summary>
    public static readonly TimeSpan DeliveryRetention = TimeSpan.FromDays(30);

    private readonly IAmazonDynamoDB _dynamoDb;
    private readonly OrderTableQueries _queries;
    private readonly LedgerKind _kind;

    public DynamoDbNotificationLedger(IAmazonDynamoDB dynamoDb, IOptions<DynamoDbStoreOptions> options, LedgerKind kind = LedgerKind.Notification)
    {
        _dynamoDb = dynamoDb;
        _queries = new OrderTableQueries(dynamoDb, options);
        _kind = kind;
    }

    private string SortPrefix => _kind == LedgerKind.Notification ? "NOTIFICATION#" : "DELIVERY#";

    private string SentPrefix => _kind == LedgerKind.Notification ? "SENT" : "DELIVERED";

    public async Task<LedgerEntry?> FindAsync(OrderId orderId, NotificationKind kind, CancellationToken cancellationToken) =>
        (await LoadAsync(orderId, kind, cancellationToken))?.Entry;

    public async Task<NotificationClaim> ClaimAsync(
        Notification notification, DateTimeOffset now, DateTimeOffset heldUntil, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = await LoadAsync(notification.OrderId, notification.Kind, cancellationToken);
            var isGone = row?.ExpiresAt <= now.ToUnixTimeSeconds(); // DynamoDB deletes it when it comes to it
            if (row is not null && !isGone)
            {
                if (row.Entry.SentAt is { } sentAt)
                {
                    return new NotificationClaim.SentBefore(sentAt);
                }

                if (row.HeldUntil is { } held && held > now)
                {
                    return new NotificationClaim.HeldByAnother(held);
                }
            }

            var attempt = (row?.Entry.Attempt ?? 0) + 1;
            if (await TryPutAsync(notification, attempt, heldUntil, now, row, cancellationToken))
            {
                return new NotificationClaim.Granted(attempt);
            }
        }
    }

    public async Task MarkSentAsync(Notification notification, DateTimeOffset sentAt, CancellationToken cancellationToken)
    {
        var request = Update(notification.OrderId, notification.Kind);
        request.UpdateExpression = "SET #data.#sentAt = :sentAt, #all = :all, #order = :order ADD #version :one REMOVE #data.#heldUntil";
        request.ConditionExpression = "attribute_exists(#pk) AND attribute_not_exists(#data.#sentAt)";
        request.ExpressionAttributeNames = Names("#pk", "#data", "#version", "#sentAt", "#heldUntil", "#all", "#order");
        request.ExpressionAttributeValues = new Item
        {
            [":sentAt"] = Attributes.Time(sentAt),
            [":all"] = Attributes.Text(Shards.Of(SentPrefix, notification.OrderId.Value)),
            [":order"] = Attributes.Text($"{Attributes.TimeText(sentAt)}#{notification.NotificationId}"),
            [":one"] = Attributes.Number(1),
        };
        await IgnoreConditionAsync(() => _dynamoDb.UpdateItemAsync(request, cancellationToken));
    }

    public async Task<DateTimeOffset> PostAsync(Notification notification, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = await LoadAsync(notification.OrderId, notification.Kind, cancellationToken);
            if (row?.Entry.SentAt is { } sentAt)
            {
                return sentAt;
            }

            if (row is not null || await TryPutAsync(notification, 1, now, now, null, cancellationToken))
            {
                await MarkSentAsync(notification, now, cancellationToken);
            }
        }
    }

    public async Task ReleaseAsync(OrderId orderId, NotificationKind kind, int attempt, CancellationToken cancellationToken)
    {
        var request = Update(orderId, kind);
        request.UpdateExpression = "REMOVE #data.#heldUntil ADD #version :one";
        request.ConditionExpression = "#data.#attempt = :attempt";
        request.ExpressionAttributeNames = Names("#data", "#version", "#heldUntil", "#attempt");
        request.ExpressionAttributeValues = new Item { [":attempt"] = Attributes.Number(attempt), [":one"] = Attributes.Number(1) };
        await IgnoreConditionAsync(() => _dynamoDb.UpdateItemAsync(request, cancellationToken));
    }

    public async Task EraseAsync(OrderId orderId, NotificationKind kind, CancellationToken cancellationToken)
    {
        var request = Update(orderId, kind);
        request.UpdateExpression = "SET #data.#to = :erased, #data.#body = :erased ADD #version :one";
        request.ConditionExpression = "attribute_exists(#pk)";
        request.ExpressionAttributeNames = Names("#pk", "#data", "#version", "#to", "#body");
        request.ExpressionAttributeValues = new Item { [":erased"] = Attributes.Text(Customer.Erased), [":one"] = Attributes.Number(1) };
        await IgnoreConditionAsync(() => _dynamoDb.UpdateItemAsync(request, cancellationToken));
    }

    public async Task<Page<LedgerEntry>> ListSentAsync(OrderId? orderId, PageRequest page, CancellationToken cancellationToken)
    {
        var after = page.Cursor is null ? null : Cursors.Decode(page.Cursor, 1)[0];
        if (orderId is { } only)
        {
            return await ListOfOrderAsync(only, cancellationToken);
        }

        var (items, next) = await _queries.ListAsync(OrderTable.All, Shards.All(SentPrefix), after, page.Limit, newestFirst: true, null, cancellationToken);
        return new Page<LedgerEntry>([.. items.Select(item => Read(item).Entry)], next is null ? null : Cursors.Encode(next));
    }

    /// <summary>An order has one row per kind: few enough for one page.</summary>
    private async Task<Page<LedgerEntry>> ListOfOrderAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        var entries = await Task.WhenAll(Enum.GetValues<NotificationKind>().Select(kind => FindAsync(orderId, kind, cancellationToken)));
        return new Page<LedgerEntry>(
            [.. entries.OfType<LedgerEntry>().Where(entry => entry.SentAt is not null).OrderByDescending(entry => entry.SentAt)], null);
    }

    private async Task<bool> TryPutAsync(
        Notification notification, int attempt, DateTimeOffset heldUntil, DateTimeOffset now, Row? seen, CancellationToken cancellationToken)
    {
        var item = KeyOf(notification.OrderId, notification.Kind)
            .With(OrderTable.Version, Attributes.Number((seen?.Version ?? 0) + 1))
            .WithMap(OrderTable.Data, DataOf(notification, attempt, heldUntil));
        if (_kind == LedgerKind.Delivery)
        {
            item[OrderTable.ExpiresAt] = Attributes.Number((now + DeliveryRetention).ToUnixTimeSeconds());
        }

        var request = new PutItemRequest
        {
            TableName = _queries.TableName,
            Item = item,
            ConditionExpression = seen is null ? "attribute_not_exists(#pk)" : "#version = :seen",
            ExpressionAttributeNames = seen is null ? Names("#pk") : Names("#version"),
            ExpressionAttributeValues = seen is null ? null : new Item { [":seen"] = Attributes.Number(seen.Version) },
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

    private async Task<Row?> LoadAsync(OrderId orderId, NotificationKind kind, CancellationToken cancellationToken)
    {
        var request = new GetItemRequest { TableName = _queries.TableName, Key = KeyOf(orderId, kind), ConsistentRead = true };
        var response = await _dynamoDb.GetItemAsync(request, cancellationToken);
        return response.Item is { Count: > 0 } item ? Read(item) : null;
    }

    private UpdateItemRequest Update(OrderId orderId, NotificationKind kind) => new() { TableName = _queries.TableName, Key = KeyOf(orderId, kind) };

    private Item KeyOf(OrderId orderId, NotificationKind kind) => new()
    {
        [OrderTable.PartitionKey] = Attributes.Text(OrderItems.PartitionOf(orderId)),
        [OrderTable.SortKey] = Attributes.Text(SortPrefix + kind),
    };

    private static Item DataOf(Notification notification, int attempt, DateTimeOffset heldUntil) => new Item
    {
        ["orderId"] = Attributes.Text(notification.OrderId.Value),
        ["kind"] = Attributes.Text(notification.Kind.ToString()),
        ["channel"] = Attributes.Text(notification.Channel.ToString()),
        ["to"] = Attributes.Text(notification.To),
        ["subject"] = Attributes.Text(notification.Subject),
        ["body"] = Attributes.Text(notification.Body),
        ["attempt"] = Attributes.Number(attempt),
        ["heldUntil"] = Attributes.Time(heldUntil),
    };

    private static Row Read(Item item)
    {
        var data = item.ReadMapOrNull(OrderTable.Data) ?? throw new InvalidDataException("A notification's item has no data.");
        var notification = new Notification(
            OrderId.Parse(data.ReadText("orderId")),
            data.ReadEnum<NotificationKind>("kind"),
            data.ReadEnum<NotificationChannel>("channel"),
            data.ReadText("to"),
            data.ReadText("subject"),
            data.ReadText("body"));
        return new Row(
            new LedgerEntry(notification, (int)data.ReadNumber("attempt"), data.ReadTimeOrNull("sentAt")),
            data.ReadTimeOrNull("heldUntil"),
            item.ReadNumber(OrderTable.Version),
            item.ContainsKey(OrderTable.ExpiresAt) ? item.ReadNumber(OrderTable.ExpiresAt) : null);
    }

    private static Dictionary<string, string> Names(params ReadOnlySpan<string> placeholders)
    {
        var names = new Dictionary<string, string>();
        foreach (var placeholder in placeholders)
        {
            names[placeholder] = placeholder switch
            {
                "#pk" => OrderTable.PartitionKey,
                "#all" => OrderTable.All.PartitionKey,
                _ => placeholder[1..],
            };
        }

        return names;
    }

    private static async Task IgnoreConditionAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (ConditionalCheckFailedException)
        {
            // Sent before, or somebody else's by now: the port says that nothing happens then.
        }
    }

    private sealed record Row(LedgerEntry Entry, DateTimeOffset? HeldUntil, long Version, long? ExpiresAt);
}
