namespace OrderingSystem.Application.Orders;

/// <summary>What is typed into a search box: every group has to occur, each by one of its writings; case does not matter.</summary>
/// <remarks>
/// Words are parts of anything: of a name, an e-mail address, a number. A phone number may be written as people do, with spaces, dashes, brackets, and a zero
/// in the place of the country's code.
/// </remarks>
public sealed record SearchTerms(IReadOnlyList<IReadOnlyList<string>> Groups)
{
    private const int MinPhoneDigits = 5;
    private const int MaxGroups = 8;

    /// <returns>Null where nothing is asked for.</returns>
    public static SearchTerms? Parse(string? text)
    {
        var trimmed = text?.Trim() ?? string.Empty;
        if (trimmed.Length == 0)
        {
            return null;
        }

        return PhoneWritings(trimmed) is { } phone
            ? new SearchTerms([phone])
            : new SearchTerms([.. trimmed.Split((char[]?)null, MaxGroups, StringSplitOptions.RemoveEmptyEntries).Select(word => new[] { word.Trim() })]);
    }

    /// <summary>Whether these texts, taken together, have all that is asked for.</summary>
    public bool Match(params IEnumerable<string?> texts)
    {
        var whole = string.Join('\n', texts);
        return Groups.All(writings => writings.Any(writing => whole.Contains(writing, StringComparison.OrdinalIgnoreCase)));
    }

    private static List<string>? PhoneWritings(string text)
    {
        if (text.Any(c => !char.IsAsciiDigit(c) && c is not (' ' or '+' or '-' or '.' or '/' or '(' or ')')))
        {
            return null;
        }

        // "+44 (0)1632 960001": that zero is for callers at home.
        var digits = string.Concat(text.Replace("(0)", string.Empty, StringComparison.Ordinal).Where(char.IsAsciiDigit));
        if (digits.Length < MinPhoneDigits)
        {
            return null;
        }

        var writings = new List<string> { digits };
        if (digits.TrimStart('0') is { Length: >= MinPhoneDigits } national && national != digits)
        {
            writings.Add(national);
        }

        return writings;
    }
}
