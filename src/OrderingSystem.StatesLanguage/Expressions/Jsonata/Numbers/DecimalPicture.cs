namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Numbers;

/// <summary>One half of the picture of <c>$formatNumber</c>, taken apart: <c>#,##0.00</c>.</summary>
internal sealed class DecimalPicture
{
    private readonly DecimalSymbols _symbols;
    private readonly string _active;
    private readonly string _mantissa;
    private readonly string _integer;
    private readonly string _fraction;
    private readonly string? _exponent;

    /// <exception cref="JsonataException">D3081 to D3093.</exception>
    public DecimalPicture(string text, DecimalSymbols symbols)
    {
        Text = text;
        _symbols = symbols;
        var first = 0;
        while (first < text.Length && !IsNumberPart(text[first]))
        {
            first++;
        }

        var last = text.Length - 1;
        while (last >= first && !IsNumberPart(text[last]))
        {
            last--;
        }

        var hasNumber = first < text.Length;
        Prefix = hasNumber ? text[..first] : string.Empty;
        Suffix = hasNumber ? text[(last + 1)..] : string.Empty;
        _active = text[Prefix.Length..(text.Length - Suffix.Length)];

        var exponentAt = _active.IndexOf(symbols.ExponentSeparator, StringComparison.Ordinal);
        _mantissa = exponentAt < 0 ? _active : _active[..exponentAt];
        _exponent = exponentAt < 0 ? null : _active[(exponentAt + symbols.ExponentSeparator.Length)..];
        var pointAt = _mantissa.IndexOf(symbols.DecimalSeparator, StringComparison.Ordinal);
        _integer = pointAt < 0 ? _mantissa : _mantissa[..pointAt];
        _fraction = pointAt < 0 ? string.Empty : _mantissa[(pointAt + symbols.DecimalSeparator.Length)..];
        Validate();
        Measure();
    }

    public string Text { get; }

    public string Prefix { get; init; }

    public string Suffix { get; }

    public bool HasExponent => _exponent is not null;

    public bool HasDecimalSeparator => Text.Contains(_symbols.DecimalSeparator, StringComparison.Ordinal);

    public int MinIntegerDigits { get; private set; }

    /// <summary>Digits of the mantissa before the point, where there is an exponent.</summary>
    public int ScalingFactor { get; private set; }

    public int MinFractionDigits { get; private set; }

    public int MaxFractionDigits { get; private set; }

    public int MinExponentDigits { get; private set; }

    /// <summary>Digits to the right of each separator of the integer part.</summary>
    public List<int> IntegerGroups { get; private set; } = [];

    public int RegularGroup { get; private set; }

    /// <summary>Digits to the left of each separator of the fraction.</summary>
    public List<int> FractionGroups { get; private set; } = [];

    private bool IsNumberPart(char c) => _symbols.IsActive(c) && !_symbols.IsExponent(c);

    /// <summary>Of several faults the one that the reference finds last is named.</summary>
    private void Validate()
    {
        var fault = ExponentFault() ?? OrderFault() ?? GroupFault() ?? PartFault() ?? RepetitionFault();
        if (fault is not null)
        {
            throw new JsonataException(fault);
        }
    }

    private string? ExponentFault()
    {
        if (_exponent is null)
        {
            return null;
        }

        if (_exponent.Length == 0 || !_exponent.All(_symbols.IsDigit))
        {
            return "D3093";
        }

        return Has(_symbols.Percent) || Has(_symbols.PerMille) ? "D3092" : null;
    }

    private string? OrderFault()
    {
        var optional = _fraction.LastIndexOf(_symbols.Digit, StringComparison.Ordinal);
        if (optional >= 0 && _fraction[optional..].Any(_symbols.IsDigit))
        {
            return "D3091";
        }

        optional = _integer.IndexOf(_symbols.Digit, StringComparison.Ordinal);
        return optional >= 0 && _integer[..optional].Any(_symbols.IsDigit) ? "D3090" : null;
    }

    private string? GroupFault()
    {
        var separator = _symbols.GroupingSeparator;
        if (Has(separator + separator))
        {
            return "D3089";
        }

        if (HasDecimalSeparator)
        {
            return Has(separator + _symbols.DecimalSeparator) || Has(_symbols.DecimalSeparator + separator) ? "D3087" : null;
        }

        return _integer.EndsWith(separator, StringComparison.Ordinal) ? "D3088" : null;
    }

    private string? PartFault()
    {
        if (!_active.All(_symbols.IsActive))
        {
            return "D3086";
        }

        return _mantissa.Any(_symbols.IsPlace) ? null : "D3085";
    }

    private string? RepetitionFault()
    {
        if (Has(_symbols.Percent) && Has(_symbols.PerMille))
        {
            return "D3084";
        }

        return Repeats(_symbols.PerMille) ? "D3083" : Repeats(_symbols.Percent) ? "D3082" : Repeats(_symbols.DecimalSeparator) ? "D3081" : null;
    }

    private bool Has(string symbol) => Text.Contains(symbol, StringComparison.Ordinal);

    private bool Repeats(string symbol) => Text.IndexOf(symbol, StringComparison.Ordinal) != Text.LastIndexOf(symbol, StringComparison.Ordinal);

    private void Measure()
    {
        IntegerGroups = Positions(_integer, fromRight: true);
        RegularGroup = IntegerPicture.Regular(IntegerGroups);
        FractionGroups = Positions(_fraction, fromRight: false);
        MinIntegerDigits = _integer.Count(_symbols.IsDigit);
        ScalingFactor = MinIntegerDigits;
        MinFractionDigits = _fraction.Count(_symbols.IsDigit);
        MaxFractionDigits = _fraction.Count(_symbols.IsPlace);
        if (MinIntegerDigits == 0 && MaxFractionDigits == 0)
        {
            if (HasExponent)
            {
                MinFractionDigits = 1;
                MaxFractionDigits = 1;
            }
            else
            {
                MinIntegerDigits = 1;
            }
        }

        if (HasExponent && MinIntegerDigits == 0 && _integer.Contains(_symbols.Digit, StringComparison.Ordinal))
        {
            MinIntegerDigits = 1;
        }

        if (MinIntegerDigits == 0 && MinFractionDigits == 0)
        {
            MinFractionDigits = 1;
        }

        MinExponentDigits = _exponent?.Count(_symbols.IsDigit) ?? 0;
    }

    private List<int> Positions(string part, bool fromRight)
    {
        var positions = new List<int>();
        for (var at = part.IndexOf(_symbols.GroupingSeparator, StringComparison.Ordinal); at >= 0;
            at = part.IndexOf(_symbols.GroupingSeparator, at + 1, StringComparison.Ordinal))
        {
            positions.Add((fromRight ? part[at..] : part[..at]).Count(_symbols.IsPlace));
        }

        return positions;
    }
}
