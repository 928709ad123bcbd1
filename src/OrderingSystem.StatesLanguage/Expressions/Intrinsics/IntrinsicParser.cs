using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary>Reads an intrinsic call with its arguments.</summary>
internal sealed class IntrinsicParser(TextCursor cursor)
{
    /// <summary>Deepest nesting of calls (Step Functions developer guide, "Intrinsic functions": up to 10).</summary>
    public const int MaxNestedCalls = 10;

    private int _depth;

    /// <exception cref="PathSyntaxException"/>
    public CallNode ParseCall()
    {
        var start = cursor.Position;
        var name = cursor.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_');
        if (IntrinsicTable.Find(name) is not { } function)
        {
            cursor.Position = start;
            throw cursor.Problem(name.Length == 0 ? "An intrinsic function is expected" : $"There is no intrinsic function '{name}'");
        }

        if (++_depth > MaxNestedCalls)
        {
            throw cursor.Problem($"Intrinsic functions nest deeper than {MaxNestedCalls} calls");
        }

        cursor.SkipSpace();
        cursor.Take('(');
        var arguments = new List<IntrinsicNode>();
        cursor.SkipSpace();
        while (!cursor.TryTake(')'))
        {
            if (arguments.Count > 0)
            {
                cursor.Take(',');
                cursor.SkipSpace();
            }

            arguments.Add(ParseArgument());
            cursor.SkipSpace();
        }

        _depth--;
        if (arguments.Count < function.Fewest || arguments.Count > function.Most)
        {
            throw cursor.Problem($"{name} does not take {arguments.Count} arguments");
        }

        return new CallNode(function, [.. arguments]);
    }

    private IntrinsicNode ParseArgument()
    {
        switch (cursor.Current)
        {
            case '\'':
                return ParseString();
            case '$':
                return new PathNode(new JsonPathParser(cursor).Parse());
            case '-' or (>= '0' and <= '9'):
                return new LiteralNode(cursor.TakeNumber(), template: null);
            default:
                return ParseWord();
        }
    }

    private IntrinsicNode ParseWord()
    {
        foreach (var (word, value) in new (string, JsonValue)[] { ("true", JsonValue.True), ("false", JsonValue.False), ("null", JsonValue.Null) })
        {
            if (cursor.TryTake(word))
            {
                return new LiteralNode(value, template: null);
            }
        }

        return ParseCall();
    }

    /// <summary>A string in single quotes; a backslash may only escape a quote, a brace or a backslash.</summary>
    private LiteralNode ParseString()
    {
        cursor.Take('\'');
        var start = cursor.Position;
        var text = new StringBuilder();
        while (cursor.Current != '\'')
        {
            if (cursor.AtEnd)
            {
                throw cursor.Problem("The closing ' is missing");
            }

            if (cursor.TryTake('\\') && cursor.Current is not ('\'' or '{' or '}' or '\\'))
            {
                throw cursor.Problem("Only ', {, } and \\ can be escaped");
            }

            text.Append(cursor.Current);
            cursor.Position++;
        }

        var raw = cursor.Text[start..cursor.Position];
        cursor.Position++;
        return new LiteralNode(JsonValue.Of(text.ToString()), FormatTemplate.FromLiteral(raw));
    }
}
