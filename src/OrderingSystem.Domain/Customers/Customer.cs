using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Domain.Customers;

/// <summary>Somebody who phones or e-mails; they never sign in.</summary>
/// <param name="Email">Null where they have none, or none is known.</param>
/// <param name="Phone">E.164, for example <c>+441632960001</c>.</param>
/// <param name="Address">Where parcels go; one line per line of the label.</param>
public sealed record Customer(CustomerId CustomerId, string Name, string? Email, string Phone, string Address)
{
    /// <summary>What stands in the place of personal data that was erased.</summary>
    public const string Erased = "(erased)";

    /// <summary>How they want to be told. Who has no e-mail address is called or sent text messages: <see cref="CustomerRules"/> sees to it.</summary>
    public ContactChannel Channel { get; init; }

    /// <summary>Counts the committed changes, from 1.</summary>
    public long Version { get; init; } = 1;

    /// <summary>When their personal data was erased; null where it was not.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    public CustomerContact Contact => new(Name, Email, Phone);

    /// <summary>The e-mail address as it is compared: whoever writes in capitals is the same person. Null where there is none, or it was erased.</summary>
    public string? EmailKey => ErasedAt is null && Email is not null ? FoldEmail(Email) : null;

    /// <summary>The phone number as it is compared; null where it was erased.</summary>
    public string? PhoneKey => ErasedAt is null ? Phone : null;

    public static string FoldEmail(string email) => email.Trim().ToLowerInvariant();

    /// <summary>The same customer, of whom nothing personal is left.</summary>
    public Customer Erase(DateTimeOffset at) => this with { Name = Erased, Email = Erased, Phone = Erased, Address = Erased, ErasedAt = at };

    /// <summary>What a change changed, field by field; with no customer before, that they were added.</summary>
    public static IReadOnlyList<CustomerChange> Compare(Customer? before, Customer after, string by, DateTimeOffset at)
    {
        if (before is null)
        {
            return [new CustomerChange(at, by, "customer", null, "added")];
        }

        (string Field, string? From, string? To)[] fields =
        [
            ("name", before.Name, after.Name),
            ("email", before.Email, after.Email),
            ("phone", before.Phone, after.Phone),
            ("address", before.Address, after.Address),
            ("channel", WordFor(before.Channel), WordFor(after.Channel)),
        ];
        return [.. fields.Where(field => field.From != field.To).Select(field => new CustomerChange(at, by, field.Field, field.From, field.To))];
    }

    public static string WordFor(ContactChannel channel) => channel switch
    {
        ContactChannel.Email => "email",
        ContactChannel.Sms => "sms",
        ContactChannel.Phone => "phone",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No word for this channel."),
    };
}

/// <summary>How a customer wants to be told.</summary>
public enum ContactChannel
{
    Email,
    Sms,
    Phone,
}

/// <summary>One field of a customer that changed.</summary>
/// <param name="From">Null where there was nothing before, or where it was erased.</param>
public sealed record CustomerChange(DateTimeOffset At, string By, string Field, string? From, string? To);
