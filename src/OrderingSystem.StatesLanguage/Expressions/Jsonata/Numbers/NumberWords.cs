using System.Collections.Frozen;
using System.Text;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Numbers;

/// <summary>Numbers as English words: <c>One Thousand, Two Hundred and Five</c>.</summary>
internal static class NumberWords
{
    private static readonly string[] Small =
    [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen",
        "Sixteen", "Seventeen", "Eighteen", "Nineteen",
    ];

    private static readonly string[] SmallOrdinals =
    [
        "Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh", "Twelfth", "Thirteenth",
        "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth",
    ];

    private static readonly string[] Tens = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];

    private static readonly string[] Magnitudes = ["Thousand", "Million", "Billion", "Trillion"];

    private static readonly FrozenDictionary<string, double> Worth = BuildWorth();

    /// <summary>The words a number may be made of.</summary>
    public static IEnumerable<string> Vocabulary => Worth.Keys;

    public static string Write(double value, bool ordinal)
    {
        var output = new StringBuilder();
        Write(output, value, follows: false, ordinal);
        return output.ToString();
    }

    /// <summary>The number that lower-case words mean; null where one is unknown.</summary>
    public static double? Read(string words)
    {
        var parts = new List<double> { 0 };
        foreach (var word in words.Split([", ", " and ", " ", "-", "\\", "\t", "\n"], StringSplitOptions.None))
        {
            if (!Worth.TryGetValue(word, out var worth))
            {
                return null;
            }

            if (worth >= 100)
            {
                parts[^1] *= worth;
            }
            else if (parts[^1] >= 1000)
            {
                parts.Add(worth);
            }
            else
            {
                parts[^1] += worth;
            }
        }

        return parts.Sum();
    }

    private static void Write(StringBuilder output, double value, bool follows, bool ordinal)
    {
        switch (value)
        {
            case <= 19:
                _ = output.Append(follows ? " and " : string.Empty).Append(ordinal ? SmallOrdinals[(int)value] : Small[(int)value]);
                break;
            case < 100:
                WriteTens(output, (int)value, follows, ordinal);
                break;
            case < 1000:
                _ = output.Append(follows ? ", " : string.Empty).Append(Small[(int)value / 100]).Append(" Hundred");
                WriteRest(output, value % 100, ordinal);
                break;
            default:
                WriteMagnitude(output, value, follows, ordinal);
                break;
        }
    }

    private static void WriteTens(StringBuilder output, int value, bool follows, bool ordinal)
    {
        var tens = Tens[(value / 10) - 2];
        _ = output.Append(follows ? " and " : string.Empty);
        if (value % 10 > 0)
        {
            _ = output.Append(tens).Append('-');
            Write(output, value % 10, follows: false, ordinal);
            return;
        }

        _ = output.Append(ordinal ? tens[..^1] + "ieth" : tens);
    }

    private static void WriteMagnitude(StringBuilder output, double value, bool follows, bool ordinal)
    {
        var magnitude = Math.Min((int)Math.Floor(Math.Log10(value) / 3), Magnitudes.Length);
        var size = Math.Pow(10, magnitude * 3);
        var count = Math.Floor(value / size);
        _ = output.Append(follows ? ", " : string.Empty);
        Write(output, count, follows: false, ordinal: false);
        _ = output.Append(' ').Append(Magnitudes[magnitude - 1]);
        WriteRest(output, value - (count * size), ordinal);
    }

    private static void WriteRest(StringBuilder output, double rest, bool ordinal)
    {
        if (rest > 0)
        {
            Write(output, rest, follows: true, ordinal);
        }
        else if (ordinal)
        {
            _ = output.Append("th");
        }
    }

    private static FrozenDictionary<string, double> BuildWorth()
    {
        var worth = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < Small.Length; i++)
        {
            worth[Small[i].ToLowerInvariant()] = i;
            worth[SmallOrdinals[i].ToLowerInvariant()] = i;
        }

        for (var i = 0; i < Tens.Length; i++)
        {
            var tens = Tens[i].ToLowerInvariant();
            worth[tens] = (i + 2) * 10;
            worth[tens[..^1] + "ieth"] = (i + 2) * 10;
        }

        worth["hundred"] = 100;
        worth["hundredth"] = 100;
        for (var i = 0; i < Magnitudes.Length; i++)
        {
            var magnitude = Magnitudes[i].ToLowerInvariant();
            worth[magnitude] = Math.Pow(10, (i + 1) * 3);
            worth[magnitude + "th"] = worth[magnitude];
        }

        return worth.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
