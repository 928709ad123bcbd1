using System.Runtime.ExceptionServices;
using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Runtime;

/// <summary>What an execution does about a failure that is ours and not its machine's.</summary>
internal static class FaultRules
{
    /// <summary>Failures that speak of the request, of a damaged row, or of the engine's end are as they are; the rest may pass.</summary>
    public static bool IsWorthTrying(ResidentExecution resident, Exception fault, IExecutionStore store) => fault switch
    {
        ExecutionNameTakenException or StoredDataCorruptException or ObjectDisposedException or OperationCanceledException => false,
        StoreFaultedException => resident.State is null && resident.StartFacts is null && !store.Faulted.IsCompleted, // reading failed, not writing
        _ => true,
    };

    /// <summary>After so many attempts: whoever waits is told, and can try again.</summary>
    public static void ThrowIfHopeless(ResidentExecution resident, Mail mail, Exception? lasting, Exception fault)
    {
        var canEnd = lasting is null && resident.StartFacts is null && mail.Stimulus is not null;
        if (fault is StoreFaultedException || (mail.Reply is not null && !canEnd))
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }
}
