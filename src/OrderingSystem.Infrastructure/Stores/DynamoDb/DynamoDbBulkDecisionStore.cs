using Amazon.DynamoDBv2;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Decisions;
using OrderingSystem.Domain.Orders;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>Decisions for many orders in DynamoDB, an item each.</summary>
public sealed class DynamoDbBulkDecisionStore(IAmazonDynamoDB dynamoDb, IOptions<DynamoDbStoreOptions> options) : IBulkDecisionStore
{
    public async Task<BulkDecision?> FindAsync(string jobId, CancellationToken cancellationToken) =>
        await dynamoDb.FindAsync(options.Value.TableName, KeyOf(jobId), cancellationToken) is { } item ? Read(item) : null;

    public Task<bool> TryAddAsync(BulkDecision job, CancellationToken cancellationToken) => PutAsync(job, 0, cancellationToken);

    public async Task<bool> TryUpdateAsync(BulkDecision job, CancellationToken cancellationToken) =>
        job.Version > 0 && await PutAsync(job, job.Version, cancellationToken);

    private Task<bool> PutAsync(BulkDecision job, long loadedVersion, CancellationToken cancellationToken) => dynamoDb.TryPutVersionAsync(
        options.Value.TableName, KeyOf(job.JobId).WithMap(OrderTable.Data, DataOf(job)), loadedVersion, cancellationToken);

    private static Item KeyOf(string jobId) => new()
    {
        [OrderTable.PartitionKey] = Attributes.Text($"DECISION#{jobId}"),
        [OrderTable.SortKey] = Attributes.Text("DECISION"),
    };

    private static Item DataOf(BulkDecision job) => new Item
    {
        ["jobId"] = Attributes.Text(job.JobId),
        ["state"] = Attributes.Text(job.State.ToString()),
        ["decision"] = Attributes.Text(job.Decision.Kind.ToString()),
        ["by"] = Attributes.Text(job.Decision.By),
        ["at"] = Attributes.Time(job.Decision.At),
        ["ordersPerMinute"] = Attributes.Number(job.OrdersPerMinute),
        ["total"] = Attributes.Number(job.Total),
        ["decided"] = Attributes.Number(job.Decided),
        ["superseded"] = Attributes.Number(job.Superseded),
        ["notPossible"] = Attributes.Number(job.NotPossible),
    }
        .WithText("note", job.Decision.Note)
        .WithText("filterState", job.Filter.State)
        .WithText("filterError", job.Filter.Error)
        .WithTime("filterSince", job.Filter.Since)
        .WithTime("positionSince", job.Position?.Since)
        .WithText("positionOrderId", job.Position?.OrderId.Value)
        .WithTime("nextBatchAt", job.NextBatchAt)
        .WithTime("endedAt", job.EndedAt)
        .WithText("stoppedBy", job.StoppedBy);

    private static BulkDecision Read(Item item)
    {
        var data = item.ReadMapOrNull(OrderTable.Data) ?? throw new InvalidDataException("A decision's item has no data.");
        return new BulkDecision
        {
            JobId = data.ReadText("jobId"),
            Version = item.ReadNumber(OrderTable.Version),
            State = data.ReadEnum<BulkDecisionState>("state"),
            Decision = new Decision(data.ReadEnum<DecisionKind>("decision"), data.ReadTextOrNull("note"), data.ReadText("by"), data.ReadTime("at")),
            Filter = new AttentionFilter(data.ReadTextOrNull("filterState"), data.ReadTextOrNull("filterError"), data.ReadTimeOrNull("filterSince")),
            OrdersPerMinute = (int)data.ReadNumber("ordersPerMinute"),
            Total = (int)data.ReadNumber("total"),
            Decided = (int)data.ReadNumber("decided"),
            Superseded = (int)data.ReadNumber("superseded"),
            NotPossible = (int)data.ReadNumber("notPossible"),
            Position = data.ReadTimeOrNull("positionSince") is { } since ? new AttentionPosition(since, OrderId.Parse(data.ReadText("positionOrderId"))) : null,
            NextBatchAt = data.ReadTimeOrNull("nextBatchAt"),
            EndedAt = data.ReadTimeOrNull("endedAt"),
            StoppedBy = data.ReadTextOrNull("stoppedBy"),
        };
    }
}
