using System.Diagnostics;
using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata;

namespace OrderingSystem.StatesLanguage.Tests.Expressions.Jsonata;

public sealed class JsonataLimitTests
{
    private static readonly JsonataOptions Options = ReferenceSuite.Options;

    [Fact]
    public void Evaluate_EndlessRecursion_IsStackOverflowError()
    {
        var act = () => Evaluate("($f := function($n) { 1 + $f($n) }; $f(1))", Options);

        act.Should().Throw<JsonataException>().Which.Code.Should().Be("D1011");
    }

    [Fact]
    public void Evaluate_EndlessRecursionOnSmallStackWithoutDepthLimit_IsStackOverflowError()
    {
        string? code = null;
        var thread = new Thread(() => code = CodeOf("($f := function($n) { 1 + $f($n) }; $f(1))", Options with { MaxDepth = int.MaxValue }), maxStackSize: 512 * 1024);

        thread.Start();
        thread.Join();

        code.Should().Be("D1011");
    }

    [Fact]
    public void Evaluate_DepthJustWithinDefault_FitsOneMegabyteOfStack()
    {
        string? code = "none";
        var thread = new Thread(() => code = CodeOf("($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(320))", Options), maxStackSize: 1024 * 1024);

        thread.Start();
        thread.Join();

        code.Should().BeNull();
    }

    [Fact]
    public void Evaluate_DeepTailRecursion_NeedsNoDepth()
    {
        var result = Evaluate("($count := function($n, $sum) { $n = 0 ? $sum : $count($n - 1, $sum + 1) }; $count(50000, 0))", Options with { MaxDepth = 20 });

        result.Should().Be(JsonValue.Of(50_000));
    }

    [Fact]
    public void Evaluate_EndlessTailRecursion_IsBudgetError()
    {
        var act = () => Evaluate("($f := function() { $f() }; $f())", Options with { MaxSteps = 500_000 });

        act.Should().Throw<JsonataException>().Which.Code.Should().Be("D1012");
    }

    [Theory]
    [InlineData("$sum([1..9000000])")]
    [InlineData("[1..3000].([1..3000].($ * 2))")]
    [InlineData("$map([1..10000000], function($x) { $x })")]
    [InlineData("($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $length($f('x', 60)))")]
    [InlineData("$pad('x', 1e15)")]
    [InlineData("($a := [1..100000]; [1..100000].($a = $a ? $a.b : $a.b))")]
    [InlineData("($a := [1..100000].(0); [1..100000].($a or $a))")]
    [InlineData("($a := [[1..100000]]; $b := [[1..100000]]; [1..100000].($a = $b))")]
    [InlineData("($a := [1..100000]; [1..100000].($lookup($a, 'x')))")]
    [InlineData("($f := function($a, $n) { $n = 0 ? $a : $f($append($a, $a), $n - 1) }; $count($f([1], 60)))")]
    [InlineData("($f := function($a, $n) { $n = 0 ? $a : $f([[$a], [$a]], $n - 1) }; $length($string($f([1], 60))))")]
    public void Evaluate_ExpressionThatGrowsWithoutBound_EndsWithErrorSoon(string text)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();

        var code = CodeOf(text, Options with { MaxSteps = 1_000_000, MaxLength = 1_000_000 });

        code.Should().BeOneOf("D1012", "U1002", "D2014");
        Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(20));
        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(2L << 30);
    }

    [Theory]
    [InlineData("$contains('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/)")]
    [InlineData("$count($match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a|aa)+$/)) > 0")]
    [InlineData("$contains($pad('', 100000, 'a') & '!', /(a*)*b/)")]
    public void Evaluate_RegexThatWouldBacktrackForEver_AnswersAtOnce(string text) =>
        JsonataExpression.Compile(text).Evaluate(null, JsonataBindings.Empty, Options).Should().Be(JsonValue.False);

    [Theory]
    [InlineData(@"$contains('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(?=(a+))(a+)+\1$/)")]
    [InlineData(@"[1..100000].$match('aaaaaaaaaaaaaaaaaaaaaaaa!', /^(?!b)(a|aa)+$/)")]
    public void Evaluate_RegexThatMustBacktrack_EndsWithAnError(string text)
    {
        var started = Stopwatch.GetTimestamp();

        var code = CodeOf(text, Options);

        code.Should().BeOneOf("U1001", "D1012");
        Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(120));
    }

    [Theory]
    [InlineData("(", ")", "1")]
    [InlineData("[", "]", "1")]
    [InlineData("{'a':", "}", "1")]
    [InlineData("-", "", "1")]
    [InlineData("function($x){", "}", "1")]
    [InlineData("1+", "", "1")]
    [InlineData("a.", "", "b")]
    [InlineData("a ? b : ", "", "c")]
    [InlineData("a ?? ", "", "c")]
    [InlineData("$f(", ")", "c")]
    [InlineData("", "[0]", "c")]
    [InlineData("", "(1)", "c")]
    [InlineData("$not(", "", "")]
    public void Compile_SourceNestedOrChainedTooFar_IsSyntaxError(string before, string after, string middle)
    {
        const int Times = 100_000;
        var text = new StringBuilder().Insert(0, before, Times).Append(middle).Insert(before.Length * Times + middle.Length, after, Times).ToString();

        var compiles = JsonataExpression.TryCompile(text, out _, out var error);

        compiles.Should().BeFalse();
        error!.Code.Should().Be("S0901");
        error.Position.Should().BePositive();
    }

    [Fact]
    public void Evaluate_DeeplyNestedData_IsHandledOrRefused()
    {
        var data = JsonValue.Parse(new string('[', 900) + new string(']', 900));

        foreach (var text in (string[])["$string($)", "**", "*", "$boolean($)", "$ = $", "$keys($)", "a", "$spread($)", "$ ~> |**|{'a':1}|", "[[$]]"])
        {
            CodeOf(text, Options, data).Should().BeOneOf([null, "D1011"]);
        }
    }

    [Fact]
    public void Evaluate_ListsNestedInALoop_AreRefusedNotCrashedOn()
    {
        var code = CodeOf("($f := function($a, $n) { $n = 0 ? $a : $f([[$a]], $n - 1) }; $f([1], 100000))", Options);

        code.Should().BeOneOf([null, "D1011", "D1012"]);
    }

    [Fact]
    public void Evaluate_SameOptionsTwice_GivesTheSameRandomness()
    {
        var text = "$string([$random(), $shuffle([1..20]), $uuid()])";

        var first = Evaluate(text, Seeded(7));
        var second = Evaluate(text, Seeded(7));

        second.Should().Be(first);
        Evaluate(text, Seeded(8)).Should().NotBe(first);
    }

    [Fact]
    public void Evaluate_Failure_TellsPlaceAndToken()
    {
        var act = () => Evaluate("1 + (2 * 'x')", Options);

        var error = act.Should().Throw<JsonataException>().Which;
        error.Should().BeEquivalentTo(new { Code = "T2002", Position = 7, Token = "*" });
        error.Message.Should().Be("The right side of the \"*\" operator must evaluate to a number");
    }

    [Fact]
    public async Task Evaluate_ManyThreadsAtOnce_AgreeOnTheResult()
    {
        var expression = JsonataExpression.Compile("($t := $sum(items.(p * q)); $match('a1b2', /[a-z]/).match & $t)");
        var input = JsonValue.Parse("""{"items":[{"p":2,"q":3},{"p":4,"q":5}]}""");

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 500).Select(_ => expression.Evaluate(input, JsonataBindings.Empty, Options)!.ToString()).Distinct().ToArray())));

        results.SelectMany(found => found).Distinct().Should().ContainSingle().Which.Should().Be("\"[\\\"a\\\",\\\"b\\\"]26\"");
    }

    private static JsonataOptions Seeded(ulong seed) => Options with { Dialect = JsonataDialect.StepFunctions, Random = JsonataOptions.SeededRandom(seed) };

    private static JsonValue? Evaluate(string text, JsonataOptions options) => JsonataExpression.Compile(text).Evaluate(null, JsonataBindings.Empty, options);

    private static string? CodeOf(string text, JsonataOptions options, JsonValue? input = null)
    {
        try
        {
            _ = JsonataExpression.Compile(text).Evaluate(input, JsonataBindings.Empty, options);
            return null;
        }
        catch (JsonataException error)
        {
            return error.Code;
        }
    }
}
