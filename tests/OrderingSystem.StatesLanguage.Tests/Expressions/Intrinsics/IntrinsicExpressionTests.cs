using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Expressions.Intrinsics;

namespace OrderingSystem.StatesLanguage.Tests.Expressions.Intrinsics;

public sealed class IntrinsicExpressionTests
{
    private const string Input = """
        {"name":"Ann","n":3,"list":[1,2,2,"a",{"x":1},{"x":1}],"o":{"a":1,"b":{"c":null}},"p":{"b":2},"json":"{\"k\":[1]}",
         "half":-1.5,"big":1E10,"small":0.0001,"tpl":"C:\\x{}\\{}","nul":null,"long":9223372036854775807}
        """;

    [Theory]
    [InlineData("States.Format('Hello {}, {}', $.name, $.n)", "\"Hello Ann, 3\"")]
    [InlineData(@"States.Format('\{\} it\'s \\{}', $.n)", """ "{} it's \\3" """)]
    [InlineData("States.Format($.tpl, 1)", """ "C:\\x1{}" """)]
    [InlineData("States.Format('{}|{}|{}|{}', $.o, $.list, $.nul, true)", "\"{a=1, b={c=null}}|[1, 2, 2, a, {x=1}, {x=1}]|null|true\"")]
    [InlineData("States.Format('{} {} {}', $.half, $.big, $.small)", "\"-1.5 1.0E10 1.0E-4\"")]
    [InlineData("States.Format('plain')", "\"plain\"")]
    [InlineData("States.StringToJson($.json)", """{"k":[1]}""")]
    [InlineData("States.StringToJson('{\"a\":\"b\"}')", """{"a":"b"}""")]
    [InlineData("States.StringToJson('')", "null")]
    [InlineData("States.JsonToString($.o)", """ "{\"a\":1,\"b\":{\"c\":null}}" """)]
    [InlineData("States.JsonMerge($.o, $.p, false)", """{"a":1,"b":2}""")]
    [InlineData("States.Array( 1 ,'a' , $.n,null,true )", """[1,"a",3,null,true]""")]
    [InlineData("States.Array()", "[]")]
    [InlineData("States.ArrayContains($.list, 'a')", "true")]
    [InlineData("States.ArrayGetItem($.list, 3)", "\"a\"")]
    [InlineData("States.ArrayLength($.list)", "6")]
    [InlineData("States.ArrayLength($.list[*].nope)", "0")]
    [InlineData("States.ArrayPartition($.list, 4)", """[[1,2,2,"a"],[{"x":1},{"x":1}]]""")]
    [InlineData("States.ArrayRange(1, 9, 2)", "[1,3,5,7,9]")]
    [InlineData("States.ArrayRange(5, 1, -2)", "[5,3,1]")]
    [InlineData("States.ArrayRange(5, 1, 1)", "[]")]
    [InlineData("States.ArrayUnique($.list)", """[1,2,"a",{"x":1}]""")]
    [InlineData("States.Base64Encode('Data to encode')", "\"RGF0YSB0byBlbmNvZGU=\"")]
    [InlineData("States.Base64Decode('RGVjb2RlZCBkYXRh')", "\"Decoded data\"")]
    [InlineData("States.Hash('input data', 'SHA-1')", "\"aaff4a450a104cd177d28d18d74485e8cae074b7\"")]
    [InlineData("States.Hash('input data', 'MD5')", "\"812f45842bc6d66ee14572ce20db8e86\"")]
    [InlineData("States.MathAdd($.half, 0)", "-1")]
    [InlineData("States.MathAdd(111, -1)", "110")]
    [InlineData("States.StringSplit('1,2;;3', ',;')", """["1","2","3"]""")]
    [InlineData("States.StringSplit('a💥b💤c', '💥')", """["a","b💤c"]""")]
    [InlineData("States.StringSplit('a b', '')", """["a b"]""")]
    [InlineData("States.ArrayGetItem(States.StringSplit($$.StateMachine.Name, '-'), States.MathAdd(States.ArrayLength(States.StringSplit($$.StateMachine.Name, '-')), -1))", "\"two\"")]
    [InlineData("States.Format('{}', $place)", "\"Rome\"")]
    public void Evaluate_Call_GivesTheFunctionsValue(string call, string expected)
    {
        var value = Parse(call).Evaluate(Scope(), new SeededRandomSource(1));

        value.ToString().Should().Be(expected.Trim());
    }

    [Theory]
    [InlineData("States.ArrayGetItem($.list, 6)")]
    [InlineData("States.ArrayGetItem($.list, -1)")]
    [InlineData("States.ArrayGetItem($.name, 0)")]
    [InlineData("States.ArrayPartition($.list, 0)")]
    [InlineData("States.ArrayRange(1, 9, 0)")]
    [InlineData("States.ArrayRange(1, 1001, 1)")]
    [InlineData("States.Base64Decode('***')")]
    [InlineData("States.Base64Encode($.n)")]
    [InlineData("States.Hash('x', 'CRC')")]
    [InlineData("States.JsonMerge($.o, $.p, true)")]
    [InlineData("States.JsonMerge($.o, $.list, false)")]
    [InlineData("States.StringToJson('{')")]
    [InlineData("States.MathAdd($.long, 1)")]
    [InlineData("States.MathAdd('1', 1)")]
    [InlineData("States.MathRandom(5, 5)")]
    [InlineData("States.Format('{} {}', 1)")]
    [InlineData("States.Format('{}', 1, 2)")]
    [InlineData("States.Format($.n)")]
    public void Evaluate_FunctionRefuses_FailsAsIntrinsicFailure(string call)
    {
        var evaluate = () => Parse(call).Evaluate(Scope(), new SeededRandomSource(1));

        evaluate.Should().Throw<EvaluationException>().WithMessage($"The function '{call.Replace("*", "?", StringComparison.Ordinal)}' had the following error: *")
            .Which.ErrorName.Should().Be(ErrorNames.IntrinsicFailure);
    }

    [Theory]
    [InlineData("States.Format('{}',$.nope)", "The JsonPath argument for the field '$.nope' could not be found in the input '{ \"other\":1}'")]
    [InlineData("States.Array(1, States.Array($.items[5]))", "The JsonPath argument for the field '$.items[5]' could not be found in the input '{ \"other\":1}'")]
    [InlineData("States.Format('{}', $$.Nope.Deep)", "The JsonPath argument for the field '$.Nope.Deep' could not be found in the input '{ \"other\":1}'")]
    [InlineData("States.Format('{}', $.other[0])", "Filter: [0] can only be applied to arrays. Current context is: 1")]
    public void Evaluate_PathLeadsNowhere_QuotesTheWholeCallAndTheInput(string call, string detail)
    {
        var scope = EvaluationScope.Of(JsonValue.Parse("""{"other":1}""")) with { InputText = () => "{ \"other\":1}" };

        var evaluate = () => Parse(call).Evaluate(scope, new SeededRandomSource(1));

        evaluate.Should().Throw<EvaluationException>().WithMessage($"The function '{call}' had the following error: {detail}")
            .Which.ErrorName.Should().Be(ErrorNames.Runtime);
    }

    [Theory]
    [InlineData("")]
    [InlineData("States.Nope()")]
    [InlineData("states.format('a')")]
    [InlineData("States.Format")]
    [InlineData("States.Format(")]
    [InlineData("States.Format('a'")]
    [InlineData("States.Format('a')x")]
    [InlineData("States.Format('a)")]
    [InlineData("States.Format()")]
    [InlineData("States.UUID(1)")]
    [InlineData("States.ArrayLength($.a, 1)")]
    [InlineData("States.Array(1,)")]
    [InlineData("States.Array(1 2)")]
    [InlineData("States.Array(\"a\")")]
    [InlineData("States.Array(01)")]
    [InlineData("States.Array($.)")]
    [InlineData(@"States.StringToJson('{""text"":""An \""escaped double quote\"" here""}')")]
    [InlineData(@"States.Format('He said, \""Hello, {}!\""', 'Test \""Name\"" Here')")]
    public void TryParse_WrongText_SaysWhatIsWrong(string text)
    {
        IntrinsicExpression.TryParse(text, out _, out var problem).Should().BeFalse();

        problem.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public void TryParse_ElevenNestedCalls_IsAProblem()
    {
        IntrinsicExpression.TryParse(Nested(10), out _, out _).Should().BeTrue();
        IntrinsicExpression.TryParse(Nested(11), out _, out _).Should().BeFalse();
        IntrinsicExpression.TryParse(Nested(100_000), out _, out _).Should().BeFalse();

        static string Nested(int calls) => string.Concat(Enumerable.Repeat("States.Array(", calls)) + new string(')', calls);
    }

    [Fact]
    public void Table_Functions_AreTheServicesEighteen()
    {
        IntrinsicTable.All.Select(function => function.Name).Should().BeEquivalentTo(
            "States.Array", "States.ArrayContains", "States.ArrayGetItem", "States.ArrayLength", "States.ArrayPartition", "States.ArrayRange",
            "States.ArrayUnique", "States.Base64Decode", "States.Base64Encode", "States.Format", "States.Hash", "States.JsonMerge",
            "States.JsonToString", "States.MathAdd", "States.MathRandom", "States.StringSplit", "States.StringToJson", "States.UUID");
    }

    [Fact]
    public void Evaluate_RandomFunctions_ReplayFromTheSeed()
    {
        var call = Parse("States.Array(States.UUID(), States.MathRandom(-5, 5), States.MathRandom(12.5, 44.51))");

        var first = call.Evaluate(Scope(), new SeededRandomSource(42));
        var again = call.Evaluate(Scope(), new SeededRandomSource(42));
        var other = call.Evaluate(Scope(), new SeededRandomSource(43));

        again.Should().Be(first);
        other.Should().NotBe(first);
        ((JsonString)((JsonArray)first)[0]).Value.Should().MatchRegex("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");
    }

    [Fact]
    public void MathRandom_ManyCalls_CoverTheRangeWithoutItsEnd()
    {
        var call = Parse("States.MathRandom(-2, 2)");
        var random = new SeededRandomSource(7);

        var seen = Enumerable.Range(0, 500).Select(_ => call.Evaluate(Scope(), random).ToString()).Distinct();

        seen.Should().BeEquivalentTo("-2", "-1", "0", "1");
    }

    [Fact]
    public void MathRandom_WithASeed_DoesNotTouchTheRunsRandomness()
    {
        var call = Parse("States.MathRandom(0, 1000000, 5)");

        call.Evaluate(Scope(), new SeededRandomSource(1)).Should().Be(call.Evaluate(Scope(), new SeededRandomSource(2)));
    }

    private static EvaluationScope Scope() => new(
        JsonValue.Parse(Input),
        () => JsonValue.Parse("""{"StateMachine":{"Name":"one-two"}}"""),
        name => name == "place" ? JsonValue.Of("Rome") : null);

    private static IntrinsicExpression Parse(string text)
    {
        IntrinsicExpression.TryParse(text, out var expression, out var problem).Should().BeTrue(problem);
        return expression!;
    }
}
