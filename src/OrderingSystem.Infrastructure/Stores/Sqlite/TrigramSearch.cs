using System.Globalization;
using System.Text;
using OrderingSystem.Application.Orders;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

/// <summary>Search terms in FTS5's syntax. Trigrams have three characters, so shorter words are compared with the texts.</summary>
/// <remarks>
/// A phrase costs as much as its commonest trigrams, which are in every order: the country's code of a phone number, the domain of an e-mail address. So of those two the
/// index is asked for the part that differs from customer to customer, and what it finds is compared with the whole. Over 100,000 orders that is a thirtieth of the time.
/// </remarks>
internal static class TrigramSearch
{
    private const int TrigramLength = 3;
    private const int TellingDigits = 6;
    private const int TellingLetters = 4;
    private const int DomainLetters = 2;

    /// <param name="column">Where the texts are.</param>
    /// <param name="parameters">Gets <c>$match</c>, where there is one, and those of the condition.</param>
    /// <returns>What <c>MATCH $match</c> looks for, null for nothing; and a condition for the short words, empty or beginning with AND.</returns>
    public static (string? Match, string Condition) Of(SearchTerms terms, string column, List<(string, object?)> parameters)
    {
        var condition = new StringBuilder();
        foreach (var (group, number) in terms.Groups.Where(group => !IsIndexed(group) || group.Any(writing => Telling(writing) != writing)).Select((group, number) => (group, number)))
        {
            var names = group.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"$part{number}_{index}")).ToList();
            condition.Append(CultureInfo.InvariantCulture, $" AND ({string.Join(" OR ", names.Select(name => $@"{column} LIKE {name} ESCAPE '\'"))})");
            parameters.AddRange(names.Zip(group, (name, part) => (name, (object?)SqliteColumns.Containing(part))));
        }

        var match = string.Join(" AND ", terms.Groups.Where(IsIndexed).Select(Phrases));
        if (match.Length == 0)
        {
            return (null, condition.ToString());
        }

        parameters.Add(("$match", match));
        return (match, condition.ToString());
    }

    private static bool IsIndexed(IReadOnlyList<string> group) => group.All(writing => writing.Length >= TrigramLength);

    /// <summary>Each writing a phrase in quotes, so that nothing in it is an operator.</summary>
    private static string Phrases(IReadOnlyList<string> group) =>
        $"({string.Join(" OR ", group.Select(Telling).Distinct(StringComparer.Ordinal).Select(part => $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))})";

    /// <summary>The part of a writing that tells customers apart: a number's last digits, an address's letters around the @. Of everything else, all.</summary>
    private static string Telling(string writing)
    {
        if (!Ascii.IsValid(writing))
        {
            return writing; // LIKE folds the case of ASCII alone
        }

        if (writing.Length > TellingDigits && writing.All(char.IsAsciiDigit))
        {
            return writing[^TellingDigits..];
        }

        var at = writing.IndexOf('@', StringComparison.Ordinal);
        return at >= TrigramLength && at + DomainLetters < writing.Length ? writing[Math.Max(0, at - TellingLetters)..(at + 1 + DomainLetters)] : writing;
    }
}
