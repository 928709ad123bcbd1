using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.Sqlite.Codec;

/// <summary>A wait for a Map run, with the plan of the run.</summary>
internal static class MapRunCodec
{
    public static void Write(BlobWriter blob, WaitingForMapRun wait)
    {
        var plan = wait.Plan;
        blob.Unsigned((ulong)plan.MapRunId);
        blob.String(plan.Arn);
        blob.String(plan.StateName);
        blob.Payload(plan.Items);
        blob.Unsigned((ulong)plan.MaxConcurrency);
        blob.OptionalUnsigned(plan.ToleratedFailureCount);
        blob.OptionalUnsigned(plan.ToleratedFailurePercentage is { } percentage ? BitConverter.DoubleToInt64Bits(percentage) : null);
        blob.Byte(plan.ChildrenAreExpress ? (byte)1 : (byte)0);
        blob.Payload(plan.ItemReader);
        blob.Payload(plan.ItemBatcher);
        blob.Payload(plan.ResultWriter);
        blob.Unsigned((ulong)wait.RedriveCount);
        blob.Byte(wait.HasFailed ? (byte)1 : (byte)0);
    }

    public static WaitingForMapRun Read(ref BlobReader blob)
    {
        var plan = new MapRunPlan(
            blob.Count(), blob.String(), blob.String(), blob.Payload(), blob.Int32(), blob.OptionalUnsigned(),
            blob.OptionalUnsigned() is { } bits ? BitConverter.Int64BitsToDouble(bits) : null, blob.Flag())
        {
            ItemReader = blob.OptionalPayload(),
            ItemBatcher = blob.OptionalPayload(),
            ResultWriter = blob.OptionalPayload(),
        };
        return new WaitingForMapRun(plan, blob.Int32(), blob.Flag());
    }
}
