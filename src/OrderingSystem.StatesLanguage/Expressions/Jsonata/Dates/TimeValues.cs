namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Dates;

/// <summary>What a picture yielded, by the letters of its markers, on the way to becoming a time.</summary>
internal sealed class TimeValues(Dictionary<char, double> values)
{
    private bool _isByDayOfYear;
    private bool _isByWeek;
    private bool _isTwelveHour;

    /// <summary>Takes what is larger than anything given from the present, and what is smaller from the beginning.</summary>
    /// <exception cref="JsonataException">D3136: something between two given parts is missing.</exception>
    public void FillIn(CivilTime now)
    {
        var date = DateParts();
        _isTwelveHour = !Has('H') && Has('h') && Has('P');
        var parts = date + (_isTwelveHour ? "Phmsf" : "Hmsf");
        var started = false;
        var ended = false;
        foreach (var part in parts)
        {
            if (Has(part))
            {
                started = true;
                if (ended)
                {
                    throw new JsonataException("D3136");
                }
            }
            else if (started)
            {
                values[part] = part is 'M' or 'D' or 'd' ? 1 : 0;
                ended = true;
            }
            else
            {
                values[part] = DateComponents.Of(now, part) ?? 0;
            }
        }

        if (_isByWeek)
        {
            throw new JsonataException("D3136");
        }
    }

    /// <returns>Null where the result lies outside the times that the language has.</returns>
    public double? ToMillis()
    {
        var month = _isByDayOfYear ? 1 : Math.Max(1, Value('M'));
        var day = _isByDayOfYear ? Value('d') : Value('D');
        if (Math.Abs(Value('Y')) > 300_000 || month > 1_000_000 || Math.Abs(day) > 200_000_000)
        {
            return null;
        }

        var hour = _isTwelveHour ? (Value('h') == 12 ? 0 : Value('h')) + (Value('P') * 12) : Value('H');
        var days = CivilTime.ToDays((long)Value('Y'), (long)month, (long)day);
        var zone = values.GetValueOrDefault('Z') is not 0 and var east ? east : values.GetValueOrDefault('z');
        var millis = (days * (double)CivilTime.MillisPerDay) + ((((((hour * 60) + Value('m') - zone) * 60) + Value('s')) * 1000) + Value('f'));
        return Math.Abs(millis) <= CivilTime.MaxMillis ? millis : null;
    }

    /// <summary>The letters that make up a date, largest first, by which of them are given.</summary>
    private string DateParts()
    {
        var hasCalendar = Has('M') || Has('D');
        _isByDayOfYear = !hasCalendar && Has('d') && !Has('X') && !Has('x') && !Has('w') && !Has('W');
        if (_isByDayOfYear)
        {
            return "Yd";
        }

        _isByWeek = !hasCalendar && !Has('Y') && (Has('X') || Has('x') || Has('w') || Has('W') || Has('F')) && (Has('X') || Has('w') || Has('W'));
        return _isByWeek ? "XWF" : "YMD";
    }

    // The reference takes a part that reads 0 for one that was not given.
    private bool Has(char part) => values.ContainsKey(part);

    private double Value(char part) => values.GetValueOrDefault(part);
}
