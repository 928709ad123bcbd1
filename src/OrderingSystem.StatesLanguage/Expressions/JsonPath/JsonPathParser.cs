using System.Globalization;

namespace OrderingSystem.StatesLanguage.Expressions.JsonPath;

/// <summary>Reads a path from a cursor and leaves the cursor behind it.</summary>
internal sealed class JsonPathParser(TextCursor cursor)
{
    /// <summary>Longest path accepted; writing at a path recurses once per step, and no payload is nested that deep.</summary>
    public const int MaxSteps = 1000;

    /// <summary>The path that starts here; it ends at the first character that cannot belong to it.</summary>
    /// <exception cref="PathSyntaxException"/>
    public JsonPathExpression Parse(bool insideFilter = false)
    {
        var start = cursor.Position;
        var (root, variable, startsAtCurrent) = ParseRoot(insideFilter);
        var steps = new List<PathStep>();
        while (true)
        {
            if (cursor.TryTake(".."))
            {
                steps.Add(new DescentStep());
                steps.Add(cursor.Current == '[' ? ParseBracket(afterDescent: true) : ParseMember(afterDescent: true, insideFilter));
            }
            else if (cursor.TryTake('.'))
            {
                steps.Add(ParseMember(afterDescent: false, insideFilter));
            }
            else if (cursor.Current == '[')
            {
                steps.Add(ParseBracket(afterDescent: false));
            }
            else
            {
                break;
            }

            if (steps.Count > MaxSteps)
            {
                throw cursor.Problem($"The path has more than {MaxSteps} steps");
            }

            if (steps[^1] is FunctionStep)
            {
                break;
            }
        }

        var text = cursor.Text[start..cursor.Position];
        return new JsonPathExpression(text, root, variable, startsAtCurrent, [.. steps]);
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    private static bool IsNamePart(char c) =>
        char.IsLetterOrDigit(c) || c == '_' || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private (PathRoot Root, string? Variable, bool StartsAtCurrent) ParseRoot(bool insideFilter)
    {
        if (insideFilter && cursor.TryTake('@'))
        {
            return (PathRoot.Input, null, true);
        }

        if (!cursor.TryTake('$'))
        {
            throw cursor.Problem("A path starts with '$'");
        }

        if (insideFilter)
        {
            return (PathRoot.Input, null, false);
        }

        if (cursor.TryTake('$'))
        {
            return (PathRoot.Context, null, false);
        }

        return IsNameStart(cursor.Current) ? (PathRoot.Variable, cursor.TakeWhile(IsNamePart), false) : (PathRoot.Input, null, false);
    }

    private PathStep ParseMember(bool afterDescent, bool insideFilter)
    {
        if (cursor.TryTake('*'))
        {
            return new WildcardStep();
        }

        // Inside a filter or an intrinsic call an unquoted name ends where the expression around it goes on.
        var name = cursor.TakeWhile(c => !char.IsWhiteSpace(c) && !char.IsControl(c)
            && c is not ('.' or '[' or ']' or '(' or ')' or ',' or '\'' or '"')
            && !(insideFilter && c is ('=' or '!' or '<' or '>' or '&' or '|' or '~')));
        if (name.Length == 0)
        {
            throw cursor.Problem("A name is expected");
        }

        return cursor.Current == '(' && !afterDescent ? ParseFunction(name) : new MemberStep(name);
    }

    private FunctionStep ParseFunction(string name)
    {
        if (!FunctionStep.Exists(name))
        {
            throw cursor.Problem($"There is no path function '{name}'");
        }

        cursor.Take('(');
        cursor.Enter();
        var arguments = new List<FilterOperand>();
        cursor.SkipSpace();
        while (!cursor.TryTake(')'))
        {
            if (arguments.Count > 0)
            {
                cursor.Take(',');
                cursor.SkipSpace();
            }

            arguments.Add(new FilterParser(cursor).ParseOperand());
            cursor.SkipSpace();
        }

        cursor.Leave();
        return new FunctionStep(name, [.. arguments]);
    }

    private PathStep ParseBracket(bool afterDescent)
    {
        cursor.Take('[');
        cursor.Enter();
        cursor.SkipSpace();
        PathStep step = cursor.Current switch
        {
            '*' => TakeWildcard(),
            '?' => ParseFilters(afterDescent),
            '\'' or '"' => ParseNames(),
            _ => ParseIndexes(),
        };
        cursor.SkipSpace();
        cursor.Take(']');
        cursor.Leave();
        return step;
    }

    private WildcardStep TakeWildcard()
    {
        cursor.Take('*');
        return new WildcardStep();
    }

    private FilterStep ParseFilters(bool afterDescent)
    {
        var filters = new List<FilterNode>();
        do
        {
            cursor.SkipSpace();
            cursor.Take('?');
            cursor.SkipSpace();
            cursor.Take('(');
            filters.Add(new FilterParser(cursor).Parse());
            cursor.SkipSpace();
            cursor.Take(')');
            cursor.SkipSpace();
        }
        while (cursor.TryTake(','));
        return new FilterStep([.. filters], afterDescent);
    }

    private PathStep ParseNames()
    {
        var names = new List<string>();
        do
        {
            cursor.SkipSpace();
            if (cursor.Current is not ('\'' or '"'))
            {
                throw cursor.Problem("A name in quotes is expected");
            }

            names.Add(cursor.TakeQuoted());
            cursor.SkipSpace();
        }
        while (cursor.TryTake(','));

        if (names.Count == 1)
        {
            return new MemberStep(names[0]);
        }

        // Only the last step of a path merges the members into one object.
        var isLast = cursor.Current == ']' && cursor.Following is not ('.' or '[');
        return new MembersStep([.. names], isLast);
    }

    private PathStep ParseIndexes()
    {
        var indexes = new List<int>();
        if (cursor.Current != ':')
        {
            indexes.Add(ParseInteger());
            cursor.SkipSpace();
        }

        if (cursor.Current == ':')
        {
            return ParseSlice(indexes.Count == 0 ? null : indexes[0]);
        }

        while (cursor.TryTake(','))
        {
            cursor.SkipSpace();
            indexes.Add(ParseInteger());
            cursor.SkipSpace();
        }

        return indexes.Count == 1 ? new IndexStep(indexes[0]) : new IndexesStep([.. indexes]);
    }

    private SliceStep ParseSlice(int? start)
    {
        cursor.Take(':');
        var end = ParseOptionalInteger();
        var stride = cursor.TryTake(':') ? ParseOptionalInteger() ?? 1 : 1;
        return stride > 0 ? new SliceStep(start, end, stride) : throw cursor.Problem("The step of a slice is positive");
    }

    private int? ParseOptionalInteger()
    {
        cursor.SkipSpace();
        int? value = cursor.Current is ':' or ']' ? null : ParseInteger();
        cursor.SkipSpace();
        return value;
    }

    private int ParseInteger()
    {
        var digits = cursor.TakeWhile(c => char.IsAsciiDigit(c) || c == '-');
        return int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw cursor.Problem("An index, a slice, a quoted name, '*' or '?(' is expected");
    }
}
