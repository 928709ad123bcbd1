namespace OrderingSystem.Domain.Customers;

/// <summary>Names a customer: <c>C-</c> and up to 38 letters, digits and dashes, for example <c>C-0007</c>.</summary>
public readonly record struct CustomerId
{
    public const int MaxLength = 40;

    private CustomerId(string value) => Value = value;

    public string Value => field ?? throw new InvalidOperationException("This CustomerId was never assigned.");

    public static bool TryParse(string? text, out CustomerId customerId)
    {
        customerId = default;
        if (text is null
            || text.Length is < 3 or > MaxLength
            || !text.StartsWith("C-", StringComparison.Ordinal)
            || !text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            return false;
        }

        customerId = new CustomerId(text);
        return true;
    }

    /// <exception cref="FormatException">The text is no customer id.</exception>
    public static CustomerId Parse(string text) =>
        TryParse(text, out var customerId) ? customerId : throw new FormatException($"'{text}' is not a customer id.");

    public override string ToString() => Value;
}
