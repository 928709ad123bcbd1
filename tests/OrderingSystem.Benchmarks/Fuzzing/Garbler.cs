using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions;

namespace OrderingSystem.Benchmarks.Fuzzing;

/// <summary>Makes wrong things out of right ones, the same for the same seed.</summary>
internal sealed class Garbler(ulong seed)
{
    private static readonly JsonValue[] Intruders =
    [
        JsonValue.Null, JsonValue.True, JsonValue.Of(-1), JsonValue.Of(1e300), JsonValue.Of(0.5), JsonValue.Of(string.Empty), JsonValue.Of("$"), JsonValue.Of("$["), JsonValue.Of("{% ( %}"),
        JsonValue.Of("{% $states.input.a.b %}"), JsonValue.Of("States.Format("), JsonValue.Of("States.MathAdd($.a, 1)"), JsonValue.Of("$..*[?(@.a)]"), JsonValue.Of("\ud83d\ude00"), JsonArray.Empty,
        JsonObject.Empty, new JsonArray(JsonValue.Null), JsonObject.Of(("a.$", JsonValue.Of(1))),
    ];

    private static readonly string[] Fragments =
    [
        "$", "$$", "@", ".", "..", "[", "]", "(", ")", "{", "}", "?(", "'", "\"", "\\", "*", ":", ",", "-1", "1e999", "==", "=~ /(a+)+$/", "&&", "!", "in", "length()", "é", "\0", "\uD800", "💥",
        "States.Array(", "{}", "\\u00", "\n", "function($x){$x}", "~>", ":=", "|", "/(a|aa)+b/", "[1..100000]", "$string", "λ", "$pad('', 9999999)", "%", "^(", "#$i", "@$v", "/* ", "$eval(", "$zip(",
    ];

    private readonly SeededRandomSource _random = new(seed);

    public int Below(int bound) => (int)(_random.Next() % (ulong)bound);

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>Some places of a JSON value, each replaced by what does not belong there.</summary>
    public JsonValue Tree(JsonValue value)
    {
        for (var times = 1 + Below(3); times > 0; times--)
        {
            value = Once(value);
        }

        return value;
    }

    /// <summary>A text cut off, doubled, or with something in it that does not belong there.</summary>
    public string Text(string text)
    {
        for (var times = 1 + Below(3); times > 0; times--)
        {
            var at = Below(text.Length + 1);
            var length = Below(Math.Min(8, text.Length - at + 1));
            text = Below(5) switch
            {
                0 => text[..at],
                1 => text.Remove(at, length),
                2 => text.Insert(at, Pick(Fragments)),
                3 => text.Remove(at, length).Insert(at, Pick(Fragments)),
                _ => text.Insert(at, text.Substring(at, length)),
            };
        }

        return text;
    }

    /// <summary>Any JSON, at most so deep.</summary>
    public JsonValue Json(int depth) => Below(depth > 0 ? 8 : 6) switch
    {
        0 => JsonValue.Null,
        1 => JsonValue.Of(Below(2) == 0),
        2 => JsonValue.Of(Below(2_000) - 1_000),
        3 => JsonValue.Of((Below(2_000) - 1_000) * 1.5e-3),
        4 => JsonValue.Of(Pick(Fragments)),
        5 => JsonValue.Of(new string('a', Below(40))),
        6 => new JsonArray([.. Enumerable.Range(0, Below(5)).Select(_ => Json(depth - 1))]),
        _ => JsonObject.Of([.. Enumerable.Range(0, Below(5)).Select(i => ($"{(char)('a' + i)}", (JsonValue?)Json(depth - 1)))]),
    };

    private JsonValue Once(JsonValue value)
    {
        if (Below(8) == 0 || value is not (JsonObject { Count: > 0 } or JsonArray { Count: > 0 }))
        {
            return Pick(Intruders);
        }

        if (value is JsonArray items)
        {
            var index = Below(items.Count);
            return items.With(index, Once(items[index]));
        }

        var members = (JsonObject)value;
        var (name, inner) = members[Below(members.Count)];
        return Below(10) == 0 ? members.With(name + "X", inner) : members.With(name, Once(inner));
    }
}
