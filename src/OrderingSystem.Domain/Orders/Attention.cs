namespace OrderingSystem.Domain.Orders;

/// <summary>An order that waits for a person, and why: for an operator's decision, or for an Admin who calls the customer.</summary>
/// <param name="State">The state of the order's execution that could not go on, for example <c>BookShipment</c>.</param>
/// <param name="Error">The error name, for example <c>BookingRefusedException</c>.</param>
/// <param name="Cause">The reason in words; up to <see cref="MaxCauseLength"/> characters.</param>
/// <param name="Since">When it began to wait; a reminder does not change it.</param>
/// <param name="Reminders">How often operators were reminded since then.</param>
/// <param name="Token">Resumes the execution; null where no execution waits: the customer is to be called.</param>
public sealed record Attention(string State, string Error, string Cause, DateTimeOffset Since, int Reminders, TaskToken? Token)
{
    public const int MaxCauseLength = 1_000;

    /// <summary>The <see cref="Error"/> of an order whose customer is to be called.</summary>
    public const string CallCustomer = "CallCustomer";

    /// <summary>Nothing is to be decided: the customer is to be called.</summary>
    public bool IsCall => Token is null;
}
