using System.Text.RegularExpressions;

namespace OrderingSystem.StatesLanguage.Expressions;

/// <summary>
/// A regular expression that cannot run away. Nearly all are matched without backtracking, in time that grows with the text: no clock is asked, and the same text
/// gives the same result on any machine under any load. Look-around and references back to groups need backtracking; only these have a bound in time.
/// </summary>
internal sealed class PatternMatcher
{
    /// <summary>A match with backtracking counts like so much work, so that an evaluation makes no more than some hundreds of them.</summary>
    private const int BacktrackingCost = 20_000;

    /// <summary>Characters that a match without backtracking handles while one step of an expression is evaluated.</summary>
    private const int CharactersPerStep = 16;

    private static readonly TimeSpan BacktrackingTime = TimeSpan.FromMilliseconds(100);

    private readonly Regex _regex;

    private PatternMatcher(Regex regex) => _regex = regex;

    private bool Backtracks => !_regex.Options.HasFlag(RegexOptions.NonBacktracking);

    /// <param name="pattern">In .NET's language.</param>
    /// <exception cref="ArgumentException">It is no pattern.</exception>
    public static PatternMatcher Compile(string pattern, RegexOptions options)
    {
        options |= RegexOptions.CultureInvariant;
        try
        {
            return new PatternMatcher(new Regex(pattern, options | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout));
        }
        catch (NotSupportedException)
        {
            return new PatternMatcher(new Regex(pattern, options, BacktrackingTime));
        }
    }

    /// <summary>What a match is charged for, in steps of an expression.</summary>
    public long CostOf(int length) => 1 + (Backtracks ? BacktrackingCost : 0) + (length / CharactersPerStep);

    /// <exception cref="RegexMatchTimeoutException">The pattern backtracks without end.</exception>
    public Match Match(string text, int from) => _regex.Match(text, from);

    /// <inheritdoc cref="Match"/>
    public bool IsMatch(string text) => _regex.IsMatch(text);
}
