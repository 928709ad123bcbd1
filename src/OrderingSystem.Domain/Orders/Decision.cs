namespace OrderingSystem.Domain.Orders;

/// <summary>What an operator can choose for an order that waits for attention.</summary>
public enum DecisionKind
{
    /// <summary>Run the state that failed again.</summary>
    Retry,

    /// <summary>Give the order up and tell the customer.</summary>
    Cancel,

    /// <summary>The operator knows that the parcel left, whatever the carrier's API says.</summary>
    ConfirmShipped,
}

/// <param name="Note">The operator's reason.</param>
/// <param name="By">Who decided.</param>
public sealed record Decision(DecisionKind Kind, string? Note, string By, DateTimeOffset At)
{
    public const int MaxNoteLength = 2_000;

    /// <summary>The word that the API and the state machine use.</summary>
    public static string WordFor(DecisionKind kind) => kind switch
    {
        DecisionKind.Retry => "retry",
        DecisionKind.Cancel => "cancel",
        DecisionKind.ConfirmShipped => "confirm-shipped",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No word for this decision."),
    };

    public static bool TryParseKind(string? word, out DecisionKind kind)
    {
        foreach (var candidate in Enum.GetValues<DecisionKind>())
        {
            if (string.Equals(WordFor(candidate), word, StringComparison.Ordinal))
            {
                kind = candidate;
                return true;
            }
        }

        kind = default;
        return false;
    }
}
