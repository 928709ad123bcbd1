using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Notifications;

/// <summary>Somebody called a customer who is not told by a message: from then on the customer counts as told.</summary>
/// <remarks>The ledger says first that the call was made, then the order: who was cut off in between repeats the request, which carries on.</remarks>
public sealed class ConfirmCall(IOrderStore orders, INotificationLedger ledger, TimeProvider clock)
{
    public const int MaxNoteLength = OrderRules.MaxNoteLength;

    public async Task<ConfirmCallResult> RunAsync(OrderId orderId, NotificationKind kind, CallMade call, CancellationToken cancellationToken)
    {
        if (await ledger.CloseCallAsync(orderId, kind, call, clock.GetUtcNow(), cancellationToken) is not { } entry)
        {
            return new ConfirmCallResult.NotFound();
        }

        if (entry is not { Call: { } made, SentAt: { } madeAt })
        {
            return new ConfirmCallResult.NoCall(entry);
        }

        await orders.ChangeAsync(
            orderId, order => order.ConfirmCall($"The customer was told by telephone: {kind.ToString().ToLowerInvariant()}.", made.Note, made.By, madeAt), cancellationToken);
        return made == call ? new ConfirmCallResult.Confirmed(entry) : new ConfirmCallResult.MadeBefore(entry);
    }
}

public abstract record ConfirmCallResult
{
    private ConfirmCallResult()
    {
    }

    /// <summary>Now, or by the same request before.</summary>
    public sealed record Confirmed(LedgerEntry Entry) : ConfirmCallResult;

    public sealed record NotFound : ConfirmCallResult;

    /// <summary>The customer is told by a message: nobody is to call.</summary>
    public sealed record NoCall(LedgerEntry Entry) : ConfirmCallResult;

    /// <summary>Somebody else made the call, or said something else about it.</summary>
    public sealed record MadeBefore(LedgerEntry Entry) : ConfirmCallResult;
}
