namespace OrderingSystem.StatesLanguage.Definition;

/// <summary>What would have had to stand at a place of a text that is no JSON, from what stands before it.</summary>
/// <param name="What">What was missing there.</param>
/// <param name="IsInObject">The innermost container that is open is an object.</param>
/// <param name="OpenedAt">Where that container begins; negative where none is open.</param>
internal readonly record struct JsonExpectation(JsonExpected What, bool IsInObject, int OpenedAt)
{
    /// <param name="before">The text up to the place: so far it could be JSON.</param>
    public static JsonExpectation After(ReadOnlySpan<char> before)
    {
        var open = new Stack<int>();
        var (what, isText) = (JsonExpected.Value, false);
        for (var i = 0; i < before.Length; i++)
        {
            var isInObject = open.TryPeek(out var start) && before[start] == '{';
            if (isText)
            {
                if (before[i] == '\\')
                {
                    i++;
                }
                else if (before[i] == '"')
                {
                    (isText, what) = (false, what == JsonExpected.Name ? JsonExpected.Colon : JsonExpected.Comma);
                }

                continue;
            }

            switch (before[i])
            {
                case '"':
                    isText = true;
                    break;
                case '{' or '[':
                    open.Push(i);
                    what = before[i] == '{' ? JsonExpected.Name : JsonExpected.Value;
                    break;
                case '}' or ']':
                    _ = open.TryPop(out _);
                    what = JsonExpected.Comma;
                    break;
                case ',':
                    what = isInObject ? JsonExpected.Name : JsonExpected.Value;
                    break;
                case ':':
                    what = JsonExpected.Value;
                    break;
                case ' ' or '\t' or '\r' or '\n':
                    break;
                default:
                    what = JsonExpected.Comma; // a number, or true, false and null
                    break;
            }
        }

        var openedAt = open.TryPeek(out var innermost) ? innermost : -1;
        return new JsonExpectation(isText ? JsonExpected.Quote : what, openedAt >= 0 && before[openedAt] == '{', openedAt);
    }
}

internal enum JsonExpected : byte
{
    Value = 1,
    Name = 2,
    Colon = 3,

    /// <summary>Or the container's end.</summary>
    Comma = 4,

    /// <summary>The end of a string.</summary>
    Quote = 5,
}
