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

    private void Validate()
    {
        if (Repeats(_symbols.DecimalSeparator))
        {
            throw new JsonataException("D3081");
        }

        if (Repeats(_symbols.Percent))
        {
            throw new JsonataException("D3082");
        }

        if (Repeats(_symbols.PerMille))
        {
            throw new JsonataException("D3083");
        }

        if (HasScale() && Text.Contains(_symbols.Percent, StringComparison.Ordinal) && Text.Contains(_symbols.PerMille, StringComparison.Ordinal))
        {
            throw new JsonataException("D3084");
        }

        ValidateExponent();
        ValidateOrder();
        ValidateGroups();
        if (_active.Any(c => !_symbols.IsActive(c)))
        {
            throw new JsonataException("D3086");
        }

        if (!_mantissa.Any(_symbols.IsPlace))
        {
            throw new JsonataException("D3085");
        }
    }

    private bool Repeats(string symbol) => Text.IndexOf(symbol, StringComparison.Ordinal) != Text.LastIndexOf(symbol, StringComparison.Ordinal);

    private bool HasScale() => Text.Contains(_symbols.Percent, StringComparison.Ordinal) || Text.Contains(_symbols.PerMille, StringComparison.Ordinal);

    private void ValidateExponent()
    {
        if (_exponent is null)
        {
            return;
        }

        if (_exponent.Length == 0 || !_exponent.All(_symbols.IsDigit))
        {
            throw new JsonataException("D3093");
        }

        if (HasScale())
        {
            throw new JsonataException("D3092");
        }
    }

    private void ValidateOrder()
    {
        var optional = _symbols.Digit;
        var at = _integer.IndexOf(optional, StringComparison.Ordinal);
        if (_integer.LastIndexOf(optional, StringComparison.Ordinal) is var lastOptional && lastOptional >= 0 && at >= 0
            && _integer.AsSpan(0, lastOptional).ToArray().Any(_symbols.IsDigit))
        {
            throw new JsonataException("D3090");
        }

        at = _fraction.IndexOf(optional, StringComparison.Ordinal);
        if (at >= 0 && _fraction.AsSpan(at).ToArray().Any(_symbols.IsDigit))
        {
            throw new JsonataException("D3091");
        }
    }

    private void ValidateGroups()
    {
        var separator = _symbols.GroupingSeparator;
        if (Text.Contains(separator + separator, StringComparison.Ordinal))
        {
            throw new JsonataException("D3089");
        }

        if (HasDecimalSeparator)
        {
            if (Text.Contains(separator + _symbols.DecimalSeparator, StringComparison.Ordinal) || Text.Contains(_symbols.DecimalSeparator + separator, StringComparison.Ordinal))
            {
                throw new JsonataException("D3087");
            }
        }
        else if (_integer.EndsWith(separator, StringComparison.Ordinal))
        {
            throw new JsonataException("D3088");
        }
    }

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
