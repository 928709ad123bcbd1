using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Expressions.Intrinsics;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;

namespace OrderingSystem.StatesLanguage.Tests.Expressions;

/// <summary>Whatever the text, parsing answers and evaluation ends, both without exceptions of other kinds.</summary>
public sealed class ExpressionFuzzTests
{
    private const int Texts = 20_000;

    private static readonly string[] Seeds =
    [
        "$.a.b[0]['c'].length()", "$..[?(@.a > 1 && !(@.b == 'x') || @.c =~ /a.*b/i)]", "$['a','b'].c[1:5:2]", "$$.Map.Item.Value[-1,2,3]", "$v..*[*]",
        "$.sum($.a, $..b, 3.5)", "$[?(@.a in ['x', 1, null] || @.b nin [{'k': [true]}])]", "$[?(@.a size 2)][?(@.b empty true)]",
        @"States.Format('a \{ {} \\', $.a, $$.b, $c['d'])", "States.Array(1, -2.5e3, 'x', null, true, States.MathAdd($.a, 1))",
        "States.ArrayRange(1, 10, 3)", "States.StringSplit($.s, ',')", "States.MathRandom(1, $.a, 7)", "States.JsonMerge($.o, $.o, false)",
    ];

    private static readonly string[] Fragments =
        ["$", "$$", "@", ".", "..", "[", "]", "(", ")", "?(", "'", "\"", "\\", "*", ":", ",", "-1", "9", "1e999", "==", "=~", "/a+/", "&&", "||", "!", " in ",
         "length()", "a", "é", "\u0000", "\uD800", "💥", " ", "States.", "States.Array(", "null", "{}", "\\u00", "\n"];

    private static readonly JsonValue Document = JsonValue.Parse("""
        {"a":[{"a":1,"b":"x","c":"ab"},{"a":2,"b":{"c":[1,2,3]}},[[]],null,true],"b":{"a":"text","c":[{"a":3}]},"o":{"k":1},"s":"1,2","n":-1.5}
        """);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Expressions_MutatedTexts_NeverCrash(int seed)
    {
        var random = new Random(seed);
        var scope = new EvaluationScope(Document, () => Document, _ => Document);
        var evaluated = 0;

        for (var i = 0; i < Texts; i++)
        {
            var text = Mutate(Seeds[random.Next(Seeds.Length)], random);
            try
            {
                if (JsonPathExpression.TryParse(text, out var path, out var problem))
                {
                    _ = scope.Resolve(path);
                    _ = path.Select(Document);
                    evaluated++;
                    JsonPathExpression.TryParse(path.Text, out _, out _).Should().BeTrue();
                }
                else
                {
                    problem.Should().NotBeNullOrEmpty();
                }

                if (IntrinsicExpression.TryParse(text, out var call, out problem))
                {
                    _ = call.Evaluate(scope, new SeededRandomSource((ulong)i));
                    evaluated++;
                }
                else
                {
                    problem.Should().NotBeNullOrEmpty();
                }
            }
            catch (EvaluationException failure)
            {
                failure.ErrorName.Should().StartWith("States.", text);
            }
        }

        evaluated.Should().BeGreaterThan(Texts / 20, "mutations should leave some texts valid");
    }

    [Fact]
    public void ReferencePath_RandomPaths_ReadBackWhatTheyWrote()
    {
        var random = new Random(3);

        for (var i = 0; i < 2000; i++)
        {
            var names = Enumerable.Range(0, random.Next(1, 6)).Select(_ => $"['{(char)('a' + random.Next(26))}{random.Next(3)}']");
            ReferencePath.TryParse("$" + string.Concat(names), out var path, out var problem).Should().BeTrue(problem);

            var written = path!.Apply(JsonObject.Empty, JsonValue.Of(i));

            path.Read(written).Should().Be(JsonValue.Of(i));
        }
    }

    private static string Mutate(string text, Random random)
    {
        for (var edits = random.Next(4); edits > 0; edits--)
        {
            var at = random.Next(text.Length + 1);
            var length = random.Next(Math.Min(4, text.Length - at + 1));
            text = random.Next(3) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Fragments[random.Next(Fragments.Length)]),
                _ => text.Remove(at, length).Insert(at, Fragments[random.Next(Fragments.Length)]),
            };
        }

        return text;
    }
}
