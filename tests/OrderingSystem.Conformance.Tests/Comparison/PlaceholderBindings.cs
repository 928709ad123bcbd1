using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OrderingSystem.Conformance.Tests.Comparison;

/// <summary>
/// What the placeholders of a recording stand for. The recorder put <c>&lt;uuid:1&gt;</c> and the like for values that change from run to run: each
/// is a wildcard that means the same throughout its case; those that stand for times mean anything.
/// </summary>
internal sealed partial class PlaceholderBindings
{
    private const string Account = "111111111111";

    private readonly Regex _placeholder;
    private readonly HashSet<string> _wholeValues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _bound;

    public PlaceholderBindings(IEnumerable<string> placeholders, IEnumerable<KeyValuePair<string, string>> bindings)
    {
        _bound = new Dictionary<string, string>(bindings, StringComparer.Ordinal);
        var plain = new List<string>();
        foreach (var placeholder in placeholders)
        {
            if (placeholder.StartsWith('='))
            {
                _wholeValues.Add(placeholder[1..]);
            }
            else if (!Generic().IsMatch(placeholder) && !placeholder.EndsWith(":*>", StringComparison.Ordinal))
            {
                plain.Add(placeholder);
            }
        }

        var alternatives = new StringBuilder(GenericPattern);
        foreach (var text in plain.Distinct(StringComparer.Ordinal).OrderByDescending(text => text.Length))
        {
            alternatives.Append('|').Append(char.IsLetterOrDigit(text[0]) ? "(?<![A-Za-z0-9])" : string.Empty).Append(Regex.Escape(text))
                .Append(char.IsLetterOrDigit(text[^1]) ? "(?![A-Za-z0-9])" : string.Empty);
        }

        alternatives.Append(@"|(?<!\d)").Append(Account).Append(@"(?!\d)");
        _placeholder = new Regex(alternatives.ToString(), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
    }

    private PlaceholderBindings(PlaceholderBindings other)
    {
        _placeholder = other._placeholder;
        _wholeValues = other._wholeValues;
        _bound = new Dictionary<string, string>(other._bound, StringComparer.Ordinal);
    }

    public PlaceholderBindings Copy() => new(this);

    /// <summary>Takes over what a copy has learnt.</summary>
    public void Take(PlaceholderBindings copy)
    {
        foreach (var (placeholder, value) in copy._bound)
        {
            _bound[placeholder] = value;
        }
    }

    public bool IsWildcard(string expected) => _wholeValues.Contains(expected) || Time().IsMatch(expected);

    public bool HoldsPlaceholder(string expected) => _placeholder.IsMatch(expected);

    public bool Matches(string expected, string actual)
    {
        if (expected == actual || IsWildcard(expected))
        {
            return true;
        }

        var groups = new List<string>();
        var pattern = new StringBuilder(@"\A");
        var last = 0;
        foreach (Match found in _placeholder.Matches(expected))
        {
            pattern.Append(Regex.Escape(expected[last..found.Index]));
            last = found.Index + found.Length;
            var name = found.Value;
            if (IsTime(name))
            {
                pattern.Append(".+?");
            }
            else if (name == Account)
            {
                pattern.Append(@"\d{12}");
            }
            else if (_bound.TryGetValue(name, out var value))
            {
                pattern.Append("(?:").Append(Regex.Escape(value).Replace(Account, @"\d{12}", StringComparison.Ordinal)).Append('|').Append(Regex.Escape(name)).Append(')');
            }
            else if (groups.IndexOf(name) is >= 0 and var index)
            {
                pattern.Append(CultureInfo.InvariantCulture, $@"\k<g{index}>");
            }
            else
            {
                pattern.Append(CultureInfo.InvariantCulture, $"(?<g{groups.Count}>.+?)");
                groups.Add(name);
            }
        }

        if (last == 0)
        {
            return false;
        }

        pattern.Append(Regex.Escape(expected[last..])).Append(@"\z");
        var match = Regex.Match(actual, pattern.ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        for (var i = 0; match.Success && i < groups.Count; i++)
        {
            _bound[groups[i]] = match.Groups[string.Create(CultureInfo.InvariantCulture, $"g{i}")].Value;
        }

        return match.Success;
    }

    private static bool IsTime(string placeholder) => Time().IsMatch(placeholder) || placeholder.Contains("timestamp", StringComparison.OrdinalIgnoreCase);

    private const string GenericPattern = @"(?:<<[A-Za-z0-9_\-:. ]+>:\d+>|<[A-Za-z0-9_\-:. ]+>)";

    [GeneratedRegex(@"\A" + GenericPattern + @"\z", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Generic();

    [GeneratedRegex(@"\A<?(?:date|datetime|timestamp|time|start-?date|stop-?date|start-time|entered-time|creation-time|time-value)>?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Time();
}
