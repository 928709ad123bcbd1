using Amazon.DynamoDBv2;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Domain.Carriers;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>The carrier gate in DynamoDB: one item. Every task reads it before it calls the carrier: 3,000 reads a second are its bound.</summary>
public sealed class DynamoDbCarrierGateStore(IAmazonDynamoDB dynamoDb, IOptions<DynamoDbStoreOptions> options) : ICarrierGateStore
{
    public async Task<CarrierGate?> FindAsync(CancellationToken cancellationToken) =>
        await dynamoDb.FindAsync(options.Value.TableName, Key(), cancellationToken) is { } item ? Read(item) : null;

    public Task<bool> TryWriteAsync(CarrierGate gate, CancellationToken cancellationToken) => dynamoDb.TryPutVersionAsync(
        options.Value.TableName, Key().WithMap(OrderTable.Data, DataOf(gate)), gate.Version, cancellationToken);

    private static Item Key() => new()
    {
        [OrderTable.PartitionKey] = Attributes.Text("CARRIER"),
        [OrderTable.SortKey] = Attributes.Text("GATE"),
    };

    private static Item DataOf(CarrierGate gate) => new Item
    {
        ["state"] = Attributes.Text(gate.State.ToString()),
        ["since"] = Attributes.Time(gate.Since),
        ["generation"] = Attributes.Number(gate.Generation),
        ["failures"] = Attributes.List(gate.Failures.Select(failure => Attributes.Map(
            new Item().WithText("caller", failure.Caller).WithTime("at", failure.At)))),
        ["probesInVain"] = Attributes.Number(gate.ProbesInVain),
        ["isProven"] = Attributes.Number(gate.IsProven ? 1 : 0),
        ["batchSize"] = Attributes.Number(gate.BatchSize),
        ["released"] = Attributes.Number(gate.Released),
    }
        .WithText("outageId", gate.OutageId)
        .WithTime("outageSince", gate.OutageSince)
        .WithText("lastError", gate.LastError)
        .WithMap("lease", gate.Lease is not { } lease ? null : new Item().WithText("holder", lease.Holder).WithTime("until", lease.Until))
        .WithTime("nextProbeAt", gate.NextProbeAt)
        .WithTime("nextBatchAt", gate.NextBatchAt)
        .WithTime("lastReleaseAt", gate.LastReleaseAt)
        .WithTime("pausedUntil", gate.PausedUntil)
        .WithMap("hold", gate.Hold is not { } hold ? null : new Item().WithText("by", hold.By).WithText("reason", hold.Reason).WithTime("since", hold.Since));

    private static CarrierGate Read(Item item)
    {
        var data = item.ReadMapOrNull(OrderTable.Data) ?? throw new InvalidDataException("The carrier gate's item has no data.");
        var lease = data.ReadMapOrNull("lease");
        var hold = data.ReadMapOrNull("hold");
        return new CarrierGate
        {
            Version = item.ReadNumber(OrderTable.Version),
            State = data.ReadEnum<CarrierGateState>("state"),
            Since = data.ReadTime("since"),
            OutageId = data.ReadTextOrNull("outageId"),
            OutageSince = data.ReadTimeOrNull("outageSince"),
            Generation = (int)data.ReadNumber("generation"),
            Failures = [.. data.ReadList("failures").Select(value => new CountedFailure(value.M.ReadText("caller"), value.M.ReadTime("at")))],
            LastError = data.ReadTextOrNull("lastError"),
            Lease = lease is null ? null : new ProbeLease(lease.ReadText("holder"), lease.ReadTime("until")),
            NextProbeAt = data.ReadTimeOrNull("nextProbeAt"),
            ProbesInVain = (int)data.ReadNumber("probesInVain"),
            IsProven = data.ReadNumber("isProven") == 1,
            BatchSize = (int)data.ReadNumber("batchSize"),
            NextBatchAt = data.ReadTimeOrNull("nextBatchAt"),
            LastReleaseAt = data.ReadTimeOrNull("lastReleaseAt"),
            PausedUntil = data.ReadTimeOrNull("pausedUntil"),
            Released = (int)data.ReadNumber("released"),
            Hold = hold is null ? null : new CarrierHold(hold.ReadText("by"), hold.ReadText("reason"), hold.ReadTime("since")),
        };
    }
}
