namespace OrderingSystem.Application.Invariants;

/// <summary>The promises that <see cref="OrderInvariants"/> checks; the names are part of the API.</summary>
public static class InvariantNames
{
    public const string OneBooking = "oneBooking";
    public const string OneNotification = "oneNotification";
    public const string StatusOnlyForward = "statusOnlyForward";
    public const string OpenOrderWakes = "openOrderWakes";
    public const string TokenIsKept = "tokenIsKept";
    public const string NothingLateUnnoticed = "nothingLateUnnoticed";
}
