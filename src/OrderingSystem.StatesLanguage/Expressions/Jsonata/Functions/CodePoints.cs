namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary>Positions in a text as the language counts them: a character outside the basic plane is one, though it takes two UTF-16 units.</summary>
internal static class CodePoints
{
    public static int Count(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            count -= char.IsSurrogatePair(text[i - 1], text[i]) ? 1 : 0;
        }

        return count;
    }

    /// <summary>The part between two positions, as JavaScript's <c>slice</c> has it: negative ones count from the end, fractions are dropped.</summary>
    public static string Slice(string text, double start, double end)
    {
        var count = Count(text);
        var from = Position(start, count);
        var to = Position(end, count);
        if (from >= to)
        {
            return string.Empty;
        }

        return count == text.Length ? text[from..to] : text[Unit(text, from)..Unit(text, to)];
    }

    private static int Position(double position, int count)
    {
        var whole = double.IsNaN(position) ? 0 : Math.Truncate(position);
        return (int)Math.Clamp(whole < 0 ? count + whole : whole, 0, count);
    }

    private static int Unit(string text, int position)
    {
        var unit = 0;
        for (; position > 0; position--)
        {
            unit += unit + 1 < text.Length && char.IsSurrogatePair(text[unit], text[unit + 1]) ? 2 : 1;
        }

        return unit;
    }
}
