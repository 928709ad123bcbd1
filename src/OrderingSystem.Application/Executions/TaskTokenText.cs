using System.Buffers;
using System.Text.RegularExpressions;

namespace OrderingSystem.Application.Executions;

/// <summary>
/// Task tokens in texts that say nothing of them: a token that was handed on is the input of whoever got it, the body of a message, a part of an
/// output. There a token is known by its looks: Step Functions' own begin with the head of an encrypted message, the embedded engine's are 44
/// characters behind a version that is followed by zeros. A text that chance made look like that would be one in a thousand million.
/// </summary>
public static partial class TaskTokenText
{
    private static readonly SearchValues<string> Heads = SearchValues.Create(["AQAAA", "AAAAKgAAAA"], StringComparison.Ordinal);

    /// <returns>The text with <see cref="CallbackTokens.Redacted"/> for each token; JSON stays JSON. A token that is cut off at the end counts as one.</returns>
    public static string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().ContainsAny(Heads) ? Token().Replace(text, CallbackTokens.Redacted) : text;
    }

    [GeneratedRegex(
        """
        (?<![A-Za-z0-9_-]) AQAAA (?: [A-Za-z0-9_-]{39} (?![A-Za-z0-9_-]) | [A-Za-z0-9_-]{0,38} \z )
        | (?: AQ[A-Za-z0-9+/]{2} )? AAAAKgAAAA[A-Za-z0-9+/]AAAAA [A-Za-z0-9+/=]*
        """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Token();
}
