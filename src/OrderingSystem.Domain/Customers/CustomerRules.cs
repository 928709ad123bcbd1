using OrderingSystem.Domain.Validation;

namespace OrderingSystem.Domain.Customers;

public static class CustomerRules
{
    public const int MaxNameLength = 200;
    public const int MaxAddressLength = 500;

    /// <summary>RFC 5321 §4.5.3.1.3: a path of 256 octets with its angle brackets.</summary>
    public const int MaxEmailLength = 254;

    /// <summary>All problems at once; none where the customer may be stored.</summary>
    public static IReadOnlyList<ValidationProblem> Check(string? name, string? email, string? phone, string? address, ContactChannel channel = ContactChannel.Email)
    {
        var problems = new List<ValidationProblem>();
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength || !PlainText.IsAcceptableLine(name))
        {
            problems.Add(new ValidationProblem("name", $"A name has 1 to {MaxNameLength} characters on one line."));
        }

        if (email is null && channel == ContactChannel.Email)
        {
            problems.Add(new ValidationProblem("email", "Who is told by e-mail has an e-mail address; else choose another channel."));
        }
        else if (email is not null && !IsEmail(email))
        {
            problems.Add(new ValidationProblem("email", $"An e-mail address has one @, no white space and up to {MaxEmailLength} characters."));
        }

        if (!IsE164(phone))
        {
            problems.Add(new ValidationProblem("phone", "A phone number is written as in E.164: + and 7 to 15 digits."));
        }

        if (string.IsNullOrWhiteSpace(address) || address.Length > MaxAddressLength || !PlainText.IsAcceptable(address))
        {
            problems.Add(new ValidationProblem("address", $"An address has 1 to {MaxAddressLength} characters."));
        }

        return problems;
    }

    private static bool IsEmail(string email)
    {
        if (email.Length > MaxEmailLength || email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';'))
        {
            return false;
        }

        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1;
    }

    private static bool IsE164(string? phone) =>
        phone is ['+', not '0', ..] && phone.Length is >= 8 and <= 16 && phone.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
