using OrderingSystem.StatesLanguage.Expressions.Jsonata;

namespace OrderingSystem.StatesLanguage.Tests.Expressions.Jsonata;

/// <summary>Expressions nobody meant: cut, doubled, spliced and misspelt from those of the reference's suite. Each gives a result or a JSONata error.</summary>
public sealed class JsonataFuzzTests
{
    private static readonly string[] Morsels =
    [
        "(", ")", "[", "]", "{", "}", "$", "$$", "%", "@$x", "#$i", ":=", "~>", "..", "**", "*", "?", "??", "?:", "|", "/a+/", "^(", "<n?:s>", "function($x){$x}",
        "'", "\"", "`", "\\u12", "-1", "1e308", "0", "null", "true", ";", ",", ":", "and", "in", "[]", "$f(?)", "[1..100000]", "$string", "$each", "λ", "\ud800",
        "$now(", "$pad('', 999999999)", "'[Y0001,9-9]'", "$formatNumber(1e300,'#,##0.###e0')", "/(a+)+$/", ".%.%", "$zip(", "$eval(", "/* ",
    ];

    [Theory]
    [InlineData(1, 2000)]
    [InlineData(2, 2000)]
    public void Evaluate_MutatedExpressions_NeverThrowAnythingElse(int seed, int count)
    {
        if (ReferenceSuite.Cases is not { } cases)
        {
            Assert.Skip("The reference cases are not beside the repository; set JSONATA_CASES to their folder.");
            return;
        }

        var random = new Random(seed);
        var options = ReferenceSuite.Options with { MaxSteps = 20_000, MaxDepth = 200, MaxLength = 200_000 };
        for (var i = 0; i < count; i++)
        {
            var chosen = cases[random.Next(cases.Length)];
            var text = Mutate(chosen.Expression, cases, random);

            var act = () => RunOnce(text, chosen, options);

            act.Should().NotThrow("of case {0} of seed {1}: {2}", i, seed, text);
        }
    }

    private static void RunOnce(string text, ReferenceCase chosen, JsonataOptions options)
    {
        if (!JsonataExpression.TryCompile(text, out var expression, out var error))
        {
            error.Message.Should().NotBeNullOrEmpty();
            return;
        }

        try
        {
            _ = expression.Evaluate(chosen.Input, chosen.Bindings, options)?.ToUtf8();
        }
        catch (JsonataException failure)
        {
            failure.Message.Should().NotBeNullOrEmpty();
        }
    }

    private static string Mutate(string text, ReferenceCase[] cases, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var start = random.Next(text.Length + 1);
            var end = Math.Min(text.Length, start + random.Next(1, 12));
            text = random.Next(6) switch
            {
                0 => text.Remove(start, end - start),
                1 => text.Insert(start, text[start..end]),
                2 => text.Insert(start, Morsels[random.Next(Morsels.Length)]),
                3 => string.Concat(text.AsSpan(0, start), Morsels[random.Next(Morsels.Length)], text.AsSpan(end)),
                4 => string.Concat(text.AsSpan(0, start), Slice(cases[random.Next(cases.Length)].Expression, random), text.AsSpan(end)),
                _ => start < text.Length ? string.Concat(text.AsSpan(0, start), ((char)random.Next(32, 127)).ToString(), text.AsSpan(start + 1)) : text,
            };
        }

        return text;
    }

    private static string Slice(string text, Random random)
    {
        var start = random.Next(text.Length + 1);
        return text[start..Math.Min(text.Length, start + random.Next(1, 30))];
    }
}
