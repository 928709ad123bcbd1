using System.Text;
using System.Text.RegularExpressions;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.JsonPath;

/// <summary>Reads the condition between <c>[?(</c> and <c>)]</c>.</summary>
internal sealed class FilterParser(TextCursor cursor)
{
    private static readonly string[] Symbols = ["===", "!==", "==", "!=", "<=", ">=", "<", ">"];

    /// <exception cref="PathSyntaxException"/>
    public FilterNode Parse()
    {
        cursor.Enter();
        List<FilterNode> any = [ParseAnd()];
        while (Take("||"))
        {
            any.Add(ParseAnd());
        }

        cursor.Leave();
        return any.Count == 1 ? any[0] : new OrFilter([.. any]);
    }

    /// <summary>A path, or a literal: a number, a string, true, false, null, an array or an object.</summary>
    public FilterOperand ParseOperand()
    {
        cursor.SkipSpace();
        return cursor.Current is '@' or '$'
            ? FilterOperand.Of(new JsonPathParser(cursor).Parse(insideFilter: true))
            : FilterOperand.Of(ParseLiteral());
    }

    private FilterNode ParseAnd()
    {
        List<FilterNode> all = [ParseNot()];
        while (Take("&&"))
        {
            all.Add(ParseNot());
        }

        return all.Count == 1 ? all[0] : new AndFilter([.. all]);
    }

    private FilterNode ParseNot()
    {
        cursor.SkipSpace();
        if (cursor.Current == '!')
        {
            cursor.Position++;
            cursor.Enter();
            var inner = ParseNot();
            cursor.Leave();
            return new NotFilter(inner);
        }

        if (cursor.TryTake('('))
        {
            var inner = Parse();
            cursor.SkipSpace();
            cursor.Take(')');
            return inner;
        }

        return ParseRelation();
    }

    private FilterNode ParseRelation()
    {
        var left = ParseOperand();
        cursor.SkipSpace();
        if (cursor.TryTake("=~"))
        {
            cursor.SkipSpace();
            return new RegexFilter(left, ParseRegex());
        }

        var symbol = Array.Find(Symbols, cursor.TryTake) ?? cursor.TakeWhile(char.IsAsciiLetter);
        if (symbol.Length == 0)
        {
            return left.IsPath ? new ExistsFilter(left) : throw cursor.Problem("An operator is expected");
        }

        var relation = FilterRelations.Find(symbol) ?? throw cursor.Problem($"There is no filter operator '{symbol}'");
        return new ComparisonFilter(left, relation, ParseOperand());
    }

    private bool Take(string connective)
    {
        cursor.SkipSpace();
        return cursor.TryTake(connective);
    }

    private JsonValue ParseLiteral()
    {
        switch (cursor.Current)
        {
            case '\'' or '"':
                return JsonValue.Of(cursor.TakeQuoted());
            case '-' or (>= '0' and <= '9'):
                return cursor.TakeNumber();
            case '[':
                return ParseArray();
            case '{':
                return ParseObject();
            default:
                var start = cursor.Position;
                switch (cursor.TakeWhile(char.IsAsciiLetter))
                {
                    case "true": return JsonValue.True;
                    case "false": return JsonValue.False;
                    case "null": return JsonValue.Null;
                    default:
                        cursor.Position = start;
                        throw cursor.Problem("A value is expected");
                }
        }
    }

    private JsonArray ParseArray()
    {
        cursor.Take('[');
        cursor.Enter();
        var items = new List<JsonValue>();
        cursor.SkipSpace();
        while (!cursor.TryTake(']'))
        {
            if (items.Count > 0)
            {
                cursor.Take(',');
                cursor.SkipSpace();
            }

            items.Add(ParseLiteral());
            cursor.SkipSpace();
        }

        cursor.Leave();
        return new JsonArray([.. items]);
    }

    private JsonObject ParseObject()
    {
        cursor.Take('{');
        cursor.Enter();
        var members = new JsonObject.Builder();
        cursor.SkipSpace();
        while (!cursor.TryTake('}'))
        {
            if (members.Count > 0)
            {
                cursor.Take(',');
                cursor.SkipSpace();
            }

            if (cursor.Current is not ('\'' or '"'))
            {
                throw cursor.Problem("A name in quotes is expected");
            }

            var name = cursor.TakeQuoted();
            cursor.SkipSpace();
            cursor.Take(':');
            cursor.SkipSpace();
            members.Set(name, ParseLiteral());
            cursor.SkipSpace();
        }

        cursor.Leave();
        return members.ToObject();
    }

    private PatternMatcher ParseRegex()
    {
        cursor.Take('/');
        var pattern = new StringBuilder();
        while (!cursor.TryTake('/'))
        {
            if (cursor.AtEnd)
            {
                throw cursor.Problem("The closing / of the regular expression is missing");
            }

            if (cursor.Current == '\\' && cursor.Position + 1 < cursor.Text.Length)
            {
                pattern.Append('\\');
                cursor.Position++;
            }

            pattern.Append(cursor.Current);
            cursor.Position++;
        }

        var options = RegexOptions.None;
        foreach (var flag in cursor.TakeWhile(char.IsAsciiLetter))
        {
            options |= flag switch
            {
                'i' => RegexOptions.IgnoreCase,
                's' => RegexOptions.Singleline,
                'm' => RegexOptions.Multiline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                'u' or 'U' or 'd' => RegexOptions.None, // .NET always matches Unicode, and only \n ends a line
                _ => throw cursor.Problem($"There is no regular expression flag '{flag}'"),
            };
        }

        // Under the flag x a comment at the end of the pattern would swallow what follows on its line.
        var closing = options.HasFlag(RegexOptions.IgnorePatternWhitespace) ? "\n)" : ")";
        return Compile($"\\A(?:{pattern}{closing}\\z", options);
    }

    private PatternMatcher Compile(string pattern, RegexOptions options)
    {
        try
        {
            return PatternMatcher.Compile(pattern, options);
        }
        catch (ArgumentException wrong)
        {
            throw cursor.Problem($"The regular expression is not valid: {wrong.Message}");
        }
    }
}
