using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Numbers;

/// <summary>The characters that mean something in the picture of <c>$formatNumber</c>; its third argument may replace each.</summary>
/// <remarks>XPath and XQuery Functions 3.1, section 4.7.1.</remarks>
internal sealed record DecimalSymbols
{
    public string DecimalSeparator { get; private init; } = ".";

    public string GroupingSeparator { get; private init; } = ",";

    public string ExponentSeparator { get; private init; } = "e";

    public string MinusSign { get; private init; } = "-";

    public string Percent { get; private init; } = "%";

    public string PerMille { get; private init; } = "\u2030";

    public char ZeroDigit { get; private init; } = '0';

    public string Digit { get; private init; } = "#";

    public string PatternSeparator { get; private init; } = ";";

    public static DecimalSymbols From(JsonObject? options)
    {
        var symbols = new DecimalSymbols();
        foreach (var (name, value) in options ?? JsonObject.Empty)
        {
            if (value is not JsonString { Value: { Length: > 0 } text })
            {
                continue;
            }

            symbols = name switch
            {
                "decimal-separator" => symbols with { DecimalSeparator = text },
                "grouping-separator" => symbols with { GroupingSeparator = text },
                "exponent-separator" => symbols with { ExponentSeparator = text },
                "minus-sign" => symbols with { MinusSign = text },
                "percent" => symbols with { Percent = text },
                "per-mille" => symbols with { PerMille = text },
                "zero-digit" => symbols with { ZeroDigit = text[0] },
                "digit" => symbols with { Digit = text },
                "pattern-separator" => symbols with { PatternSeparator = text },
                _ => symbols,
            };
        }

        return symbols;
    }

    public bool IsDigit(char c) => c >= ZeroDigit && c <= ZeroDigit + 9;

    /// <summary>A digit that must be written, or one that may be.</summary>
    public bool IsPlace(char c) => IsDigit(c) || Is(c, Digit);

    /// <summary>Whether the character stands for a part of the number; others are written as they are, before or after it.</summary>
    public bool IsActive(char c) =>
        IsPlace(c) || Is(c, DecimalSeparator) || Is(c, ExponentSeparator) || Is(c, GroupingSeparator) || Is(c, PatternSeparator);

    public bool IsExponent(char c) => Is(c, ExponentSeparator);

    private static bool Is(char c, string symbol) => symbol.Length == 1 && symbol[0] == c;
}
