namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Dates;

/// <summary>The numbers that the letters of a picture stand for.</summary>
internal static class DateComponents
{
    public static readonly string[] DayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static readonly string[] MonthNames =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <returns>Null for a letter that stands for no number.</returns>
    public static long? Of(CivilTime time, char component) => component switch
    {
        'Y' => time.Year,
        'M' => time.Month,
        'D' => time.Day,
        'd' => time.Days - CivilTime.ToDays(time.Year, 1, 1) + 1,
        'F' => time.DayOfWeek,
        'W' => Week(time.Days, StartOfYear(time.Year), StartOfYear(time.Year + 1), StartOfYear(time.Year - 1)),
        'w' => Week(time.Days, StartOfMonth(time, 0), StartOfMonth(time, 1), StartOfMonth(time, -1)),
        'X' => time.Year + Side(time.Days, StartOfYear(time.Year), StartOfYear(time.Year + 1)),
        'x' => (((time.Month - 1 + Side(time.Days, StartOfMonth(time, 0), StartOfMonth(time, 1))) + 12) % 12) + 1,
        'H' => time.Hour,
        'h' => time.Hour % 12 == 0 ? 12 : time.Hour % 12,
        'P' => time.Hour >= 12 ? 1 : 0,
        'm' => time.Minute,
        's' => time.Second,
        'f' => time.Millisecond,
        _ => null,
    };

    private static long StartOfYear(long year) => FirstWeek(CivilTime.ToDays(year, 1, 1));

    private static long StartOfMonth(CivilTime time, int months) => FirstWeek(CivilTime.ToDays(time.Year, time.Month + months, 1));

    /// <summary>The Monday of the first week, which is the one that has the period's first Thursday (ISO 8601).</summary>
    private static long FirstWeek(long firstDay)
    {
        var dayOfWeek = new CivilTime(firstDay * CivilTime.MillisPerDay).DayOfWeek;
        return dayOfWeek > 4 ? firstDay + 8 - dayOfWeek : firstDay - dayOfWeek + 1;
    }

    private static long Week(long today, long start, long next, long previous) => today >= next ? 1 : (today - (today < start ? previous : start)) / 7 + 1;

    private static int Side(long today, long start, long next) => today < start ? -1 : today >= next ? 1 : 0;
}
