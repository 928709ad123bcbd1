namespace OrderingSystem.StatesLanguage.States.Choice;

/// <summary><c>StringMatches</c>: <c>*</c> stands for any characters, <c>\*</c> and <c>\\</c> for themselves.</summary>
internal static class WildcardPattern
{
    /// <remarks>Greedy with one point of return: linear in text × stars, whatever the pattern.</remarks>
    public static bool Matches(string text, string pattern)
    {
        int t = 0, p = 0, starPattern = -1, starText = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                starPattern = ++p;
                starText = t;
            }
            else if (p < pattern.Length && Literal(pattern, p, out var length) == text[t])
            {
                p += length;
                t++;
            }
            else if (starPattern >= 0)
            {
                p = starPattern;
                t = ++starText;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    private static char Literal(string pattern, int at, out int length)
    {
        length = pattern[at] == '\\' && at + 1 < pattern.Length ? 2 : 1;
        return pattern[at + length - 1];
    }
}
