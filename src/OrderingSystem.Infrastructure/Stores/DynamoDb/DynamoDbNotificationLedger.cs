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

    private const string CallPrefix = "CALLS";

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

    public Task<NotificationClaim> ClaimAsync(
        Notification notification, DateTimeOffset now, DateTimeOffset heldUntil, CancellationToken cancellationToken) =>
        TakeAsync(notification, now, heldUntil, cancellationToken);

    public Task<NotificationClaim> OpenCallAsync(Notification notification, DateTimeOffset now, CancellationToken cancellationToken) =>
        TakeAsync(notification, now, heldUntil: null, cancellationToken);

    public async Task<LedgerEntry?> CloseCallAsync(
        OrderId orderId, NotificationKind kind, CallMade call, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var request = Update(orderId, kind);
        request.UpdateExpression = "SET #data.#sentAt = :sentAt, #data.#calledBy = :calledBy, #all = :all, #order = :order"
            + (call.Note is null ? string.Empty : ", #data.#callNote = :callNote") + " ADD #version :one";
        request.ConditionExpression = "attribute_exists(#data.#callSince) AND attribute_not_exists(#data.#sentAt)";
        request.ExpressionAttributeNames = Names(
            ["#data", "#version", "#sentAt", "#calledBy", "#callSince", "#all", "#order", .. call.Note is null ? Array.Empty<string>() : ["#callNote"]]);
        request.ExpressionAttributeValues = new Item
        {
            [":sentAt"] = Attributes.Time(now),
            [":calledBy"] = Attributes.Text(call.By),
            [":all"] = Attributes.Text(Shards.Of(SentPrefix, orderId.Value)),
            [":order"] = Attributes.Text(SortOf(now, orderId, kind)),
            [":one"] = Attributes.Number(1),
        }.WithText(":callNote", call.Note);
        await IgnoreConditionAsync(() => _dynamoDb.UpdateItemAsync(request, cancellationToken));
        return await FindAsync(orderId, kind, cancellationToken);
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
            [":order"] = Attributes.Text(SortOf(sentAt, notification.OrderId, notification.Kind)),
            [":one"] = Attributes.Number(1),
        };
        await IgnoreConditionAsync(() => _dynamoDb.UpdateItemAsync(request, cancellationToken));
    }

    public async Task<DateTimeOffset?> PostAsync(Notification notification, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = await LoadAsync(notification.OrderId, notification.Kind, cancellationToken);
            if (row?.Entry.SentAt is { } sentAt)
            {
                return sentAt;
            }

            if (row?.Entry.CallSince is not null)
            {
                return null;
            }

            if (row is not null || await TryPutAsync(notification, DataOf(notification, 1).WithTime("heldUntil", now), now, row, cancellationToken))
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
        if (await FindAsync(orderId, kind, cancellationToken) is not { } entry)
        {
            return;
        }

        var hasNote = entry.Call?.Note is not null;
        var request = Update(orderId, kind);
        request.UpdateExpression = $"SET #data.#to = :erased, #data.#body = :erased{(hasNote ? ", #data.#callNote = :erased" : string.Empty)} ADD #version :one";
        request.ConditionExpression = "attribute_exists(#pk)";
        request.ExpressionAttributeNames = Names(["#pk", "#data", "#version", "#to", "#body", .. hasNote ? ["#callNote"] : Array.Empty<string>()]);
        request.ExpressionAttributeValues = new Item { [":erased"] = Attributes.Text(Customer.Erased), [":one"] = Attributes.Number(1) };
        await IgnoreConditionAsync(() => _dynamoDb.UpdateItemAsync(request, cancellationToken));
    }

    public Task<Page<LedgerEntry>> ListCallsAsync(OrderId? orderId, PageRequest page, CancellationToken cancellationToken) =>
        ListAsync(CallPrefix, newestFirst: false, entry => entry.IsToCall ? entry.CallSince : null, orderId, page, cancellationToken);

    public Task<Page<LedgerEntry>> ListSentAsync(OrderId? orderId, PageRequest page, CancellationToken cancellationToken) =>
        ListAsync(SentPrefix, newestFirst: true, entry => entry.SentAt, orderId, page, cancellationToken);

    /// <param name="timeOf">Null for an entry that is not of this list.</param>
    private async Task<Page<LedgerEntry>> ListAsync(
        string prefix, bool newestFirst, Func<LedgerEntry, DateTimeOffset?> timeOf, OrderId? orderId, PageRequest page, CancellationToken cancellationToken)
    {
        var after = page.Cursor is null ? null : Cursors.Decode(page.Cursor, 1)[0];
        if (orderId is { } only)
        {
            // An order has one row per kind: few enough for one page.
            var entries = await Task.WhenAll(Enum.GetValues<NotificationKind>().Select(kind => FindAsync(only, kind, cancellationToken)));
            var found = entries.OfType<LedgerEntry>().Where(entry => timeOf(entry) is not null);
            return new Page<LedgerEntry>([.. newestFirst ? found.OrderByDescending(timeOf) : found.OrderBy(timeOf)], null);
        }

        var (items, next) = await _queries.ListAsync(OrderTable.All, Shards.All(prefix), after, page.Limit, newestFirst, null, cancellationToken);
        return new Page<LedgerEntry>([.. items.Select(item => Read(item).Entry)], next is null ? null : Cursors.Encode(next));
    }

    /// <param name="heldUntil">Null to open a call.</param>
    private async Task<NotificationClaim> TakeAsync(
        Notification notification, DateTimeOffset now, DateTimeOffset? heldUntil, CancellationToken cancellationToken)
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

                if (row.Entry.CallSince is { } since && heldUntil is not null)
                {
                    return new NotificationClaim.CallIsOpen(since);
                }
            }

            var (isCall, callSince) = (heldUntil is null, row?.Entry.CallSince);
            var attempt = (row?.Entry.Attempt ?? 0) + (isCall && callSince is not null ? 0 : 1);
            var data = DataOf(notification, attempt).WithTime("heldUntil", heldUntil).WithTime("callSince", isCall ? callSince ?? now : null);
            if (await TryPutAsync(notification, data, now, row, cancellationToken))
            {
                return new NotificationClaim.Granted(attempt);
            }
        }
    }

    private async Task<bool> TryPutAsync(Notification notification, Item data, DateTimeOffset now, Row? seen, CancellationToken cancellationToken)
    {
        var item = KeyOf(notification.OrderId, notification.Kind)
            .With(OrderTable.Version, Attributes.Number((seen?.Version ?? 0) + 1))
            .WithMap(OrderTable.Data, data);
        if (data.ReadTimeOrNull("callSince") is { } callSince)
        {
            item[OrderTable.All.PartitionKey] = Attributes.Text(Shards.Of(CallPrefix, notification.OrderId.Value));
            item[OrderTable.All.SortKey] = Attributes.Text(SortOf(callSince, notification.OrderId, notification.Kind));
        }

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

    private static string SortOf(DateTimeOffset at, OrderId orderId, NotificationKind kind) =>
        $"{Attributes.TimeText(at)}#{Notification.IdFor(orderId, kind)}";

    private static Item DataOf(Notification notification, int attempt) => new Item
    {
        ["orderId"] = Attributes.Text(notification.OrderId.Value),
        ["kind"] = Attributes.Text(notification.Kind.ToString()),
        ["channel"] = Attributes.Text(notification.Channel.ToString()),
        ["to"] = Attributes.Text(notification.To),
        ["subject"] = Attributes.Text(notification.Subject),
        ["body"] = Attributes.Text(notification.Body),
        ["attempt"] = Attributes.Number(attempt),
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
            new LedgerEntry(notification, (int)data.ReadNumber("attempt"), data.ReadTimeOrNull("sentAt"))
            {
                CallSince = data.ReadTimeOrNull("callSince"),
                Call = data.ReadTextOrNull("calledBy") is { } by ? new CallMade(by, data.ReadTextOrNull("callNote")) : null,
            },
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
