namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Dates;

/// <summary>Calendar arithmetic on milliseconds since 1970 in UTC, over all the years that the language has, which are more than .NET's.</summary>
internal readonly record struct CivilTime(long Millis)
{
    public const long MillisPerDay = 86_400_000;

    /// <summary>The furthest from 1970 that a time may be (ECMAScript, "Time Values").</summary>
    public const double MaxMillis = 8.64e15;

    public long Days => Floor(Millis, MillisPerDay);

    public (long Year, int Month, int Day) Date => FromDays(Days);

    public long Year => Date.Year;

    /// <summary>1 to 12.</summary>
    public int Month => Date.Month;

    public int Day => Date.Day;

    public int Hour => (int)(MillisOfDay / 3_600_000);

    public int Minute => (int)(MillisOfDay / 60_000 % 60);

    public int Second => (int)(MillisOfDay / 1000 % 60);

    public int Millisecond => (int)(MillisOfDay % 1000);

    /// <summary>1 for Monday to 7 for Sunday.</summary>
    public int DayOfWeek => (int)Modulo(Days + 3, 7) + 1;

    private long MillisOfDay => Modulo(Millis, MillisPerDay);

    /// <summary>Days from 1970-01-01 to the date; months may lie outside 1 to 12 and carry over into years.</summary>
    public static long ToDays(long year, long month, long day)
    {
        // Counted in years that begin in March, so that the leap day comes last (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
        year += Floor(month - 1, 12);
        month = Modulo(month - 1, 12) + 1;
        year -= month <= 2 ? 1 : 0;
        var era = Floor(year, 400);
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097) + dayOfEra - 719_468;
    }

    private static (long Year, int Month, int Day) FromDays(long days)
    {
        days += 719_468;
        var era = Floor(days, 146_097);
        var dayOfEra = days - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * shifted) + 2) / 5) + 1;
        var month = shifted < 10 ? shifted + 3 : shifted - 9;
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), (int)month, (int)day);
    }

    private static long Floor(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);

    private static long Modulo(long value, long divisor) => ((value % divisor) + divisor) % divisor;
}
