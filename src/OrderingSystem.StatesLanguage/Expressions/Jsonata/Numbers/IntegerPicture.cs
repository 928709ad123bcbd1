namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Numbers;

internal enum IntegerStyle
{
    Decimal,
    Letters,
    Roman,
    Words,

    /// <summary>A numbering sequence that we do not know.</summary>
    Unknown,
}

internal enum LetterCase
{
    Lower,
    Upper,
    Title,
}

/// <summary>A separator within digits, counted in digits from the right.</summary>
internal readonly record struct GroupSeparator(int Position, string Text);

/// <summary>How an integer is written: <c>1</c>, <c>#,##0</c>, <c>I</c>, <c>Ww;o</c>.</summary>
/// <remarks>XPath and XQuery Functions 3.1, section 4.6, <c>fn:format-integer</c>.</remarks>
internal sealed class IntegerPicture
{
    private static readonly int[] Zeros =
    [
        0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040,
        0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
        0xFF10,
    ];

    public IntegerStyle Style { get; private set; }

    public LetterCase Case { get; private set; }

    public bool IsOrdinal { get; private init; }

    /// <summary>The code point of the digit nought.</summary>
    public int Zero { get; private set; } = '0';

    public int MandatoryDigits { get; set; }

    public int OptionalDigits { get; private set; }

    /// <summary>Digits between two separators where they come regularly; 0 where they do not.</summary>
    public int RegularGroup { get; private set; }

    public List<GroupSeparator> Separators { get; } = [];

    /// <summary>Digits to read exactly, because another number follows at once; 0 for as many as there are.</summary>
    public int ParseWidth { get; set; }

    public string Source { get; private init; } = string.Empty;

    /// <exception cref="JsonataException">D3131.</exception>
    public static IntegerPicture Parse(string text)
    {
        var semicolon = text.LastIndexOf(';');
        var primary = semicolon < 0 ? text : text[..semicolon];
        var picture = new IntegerPicture { Source = primary, IsOrdinal = semicolon >= 0 && text.AsSpan(semicolon + 1).StartsWith("o") };
        (picture.Style, picture.Case) = primary switch
        {
            "A" => (IntegerStyle.Letters, LetterCase.Upper),
            "a" => (IntegerStyle.Letters, LetterCase.Lower),
            "I" => (IntegerStyle.Roman, LetterCase.Upper),
            "i" => (IntegerStyle.Roman, LetterCase.Lower),
            "W" => (IntegerStyle.Words, LetterCase.Upper),
            "Ww" => (IntegerStyle.Words, LetterCase.Title),
            "w" => (IntegerStyle.Words, LetterCase.Lower),
            _ => (IntegerStyle.Decimal, LetterCase.Lower),
        };
        if (picture.Style == IntegerStyle.Decimal)
        {
            picture.ReadDigits(primary);
        }

        return picture;
    }

    private void ReadDigits(string primary)
    {
        int? zero = null;
        var position = 0;
        foreach (var rune in primary.EnumerateRunes().Reverse())
        {
            var family = Array.Find(Zeros, start => rune.Value >= start && rune.Value <= start + 9);
            if (family != 0)
            {
                if (zero is not null && zero != family)
                {
                    throw new JsonataException("D3131");
                }

                zero = family;
                MandatoryDigits++;
                position++;
            }
            else if (rune.Value == '#')
            {
                OptionalDigits++;
                position++;
            }
            else
            {
                Separators.Add(new GroupSeparator(position, rune.ToString()));
            }
        }

        Zero = zero ?? '0';
        Style = MandatoryDigits > 0 ? IntegerStyle.Decimal : IntegerStyle.Unknown;
        var isOneText = Separators.TrueForAll(separator => separator.Text == Separators[0].Text);
        RegularGroup = isOneText ? Regular(Separators.ConvertAll(separator => separator.Position)) : 0;
    }

    /// <summary>The distance at which the positions repeat, or 0.</summary>
    internal static int Regular(List<int> positions)
    {
        if (positions.Count == 0)
        {
            return 0;
        }

        var factor = positions.Aggregate(GreatestCommonDivisor);
        for (var i = 1; i <= positions.Count; i++)
        {
            if (!positions.Contains(i * factor))
            {
                return 0;
            }
        }

        return factor;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
