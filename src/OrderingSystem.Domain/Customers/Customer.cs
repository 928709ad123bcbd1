using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Domain.Customers;

/// <summary>Somebody who phones or e-mails; they never sign in.</summary>
/// <param name="Phone">E.164, for example <c>+441632960001</c>.</param>
/// <param name="Address">Where parcels go; one line per line of the label.</param>
public sealed record Customer(CustomerId CustomerId, string Name, string Email, string Phone, string Address)
{
    public CustomerContact Contact => new(Name, Email, Phone);
}
