namespace OrderingSystem.Domain.Orders;

/// <summary>An order that waits for an operator, and why.</summary>
/// <param name="State">The state of the order's execution that could not go on, for example <c>BookShipment</c>.</param>
/// <param name="Error">The error name, for example <c>BookingRefusedException</c>.</param>
/// <param name="Cause">The reason in words; up to <see cref="MaxCauseLength"/> characters.</param>
/// <param name="Since">When it began to wait; a reminder does not change it.</param>
/// <param name="Reminders">How often operators were reminded since then.</param>
/// <param name="Token">Resumes the execution.</param>
public sealed record Attention(string State, string Error, string Cause, DateTimeOffset Since, int Reminders, TaskToken Token)
{
    public const int MaxCauseLength = 1_000;
}
