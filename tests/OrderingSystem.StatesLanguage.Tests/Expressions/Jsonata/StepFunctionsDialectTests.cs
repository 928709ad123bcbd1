using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata;

namespace OrderingSystem.StatesLanguage.Tests.Expressions.Jsonata;

public sealed class StepFunctionsDialectTests
{
    private static readonly JsonataOptions Options = ReferenceSuite.Options with { Dialect = JsonataDialect.StepFunctions };

    [Theory]
    [InlineData("$partition([1,2,3,4,5,6,7,8,9], 4)", "[[1,2,3,4],[5,6,7,8],[9]]")]
    [InlineData("$partition([0], 5)", "[[0]]")]
    [InlineData("$partition([], 2)", "[]")]
    [InlineData("$range(0, 10, 2)", "[0,2,4,6,8,10]")]
    [InlineData("$range(0, 10, 3)", "[0,3,6,9]")]
    [InlineData("$range(5, 1, -2)", "[5,3,1]")]
    [InlineData("$range(1, 9, -1)", "[]")]
    [InlineData("$hash('input data', 'SHA-1')", "\"aaff4a450a104cd177d28d18d74485e8cae074b7\"")]
    [InlineData("$hash('abc', 'MD5')", "\"900150983cd24fb0d6963f7d28e17f72\"")]
    [InlineData("$hash('abc', 'SHA-256')", "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"")]
    [InlineData("$parse('{\"Arg1\": 1, \"Arg2\": []}')", "{\"Arg1\":1,\"Arg2\":[]}")]
    [InlineData("$parse('\"HelloWorld\"')", "\"HelloWorld\"")]
    [InlineData("$parse('1')", "1")]
    [InlineData("$random(42) = $random(42)", "true")]
    [InlineData("$random() < 1", "true")]
    public void Evaluate_AddedFunction_GivesItsResult(string text, string expected) => Evaluate(text).Should().Be(JsonValue.Parse(expected));

    [Theory]
    [InlineData("$partition([1], 0)", "$partition")]
    [InlineData("$partition([1], 1.5)", "$partition")]
    [InlineData("$range(1, 2, 0)", "$range")]
    [InlineData("$range(1, 1002, 1)", "$range")]
    [InlineData("$hash('a', 'SHA-3')", "$hash")]
    [InlineData("$parse('{')", "$parse")]
    public void Evaluate_AddedFunctionWithWrongArgument_IsErrorThatNamesIt(string text, string function)
    {
        var act = () => Evaluate(text);

        act.Should().Throw<JsonataException>().WithMessage($"*{function}*");
    }

    [Fact]
    public void Evaluate_Uuid_IsVersionFour() =>
        Evaluate("$uuid()")!.ToString().Should().MatchRegex("^\"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"$");

    [Fact]
    public void Evaluate_Eval_IsNoFunctionHere()
    {
        var act = () => Evaluate("$eval('1')");

        act.Should().Throw<JsonataException>().Which.Code.Should().Be("T1006");
    }

    [Fact]
    public void Evaluate_StatesVariable_IsFoundThroughTheScopes()
    {
        var outer = new JsonataBindings().Set("total", JsonValue.Of(40));
        var inner = new JsonataBindings(outer).Set("states", JsonValue.Parse("""{"input":{"n":2}}"""));

        var result = JsonataExpression.Compile("$total + $states.input.n").Evaluate(null, inner, Options);

        result.Should().Be(JsonValue.Of(42));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("$unknown")]
    [InlineData("function($x){$x}")]
    [InlineData("$states.result")]
    public void Evaluate_NothingThere_IsUndefined(string text) => Evaluate(text).Should().BeNull();

    [Fact]
    public void Evaluate_ValueThatOnlyPassesThrough_IsTheSameObject()
    {
        var input = JsonValue.Parse("""{"a":[1,2,{"b":12345678901234567}]}""");

        var result = JsonataExpression.Compile("$states.input").Evaluate(null, new JsonataBindings().Set("states", JsonObject.Of(("input", input))), Options);

        result.Should().BeSameAs(input);
    }

    [Fact]
    public void Evaluate_InfiniteNumberInResult_IsRefused()
    {
        var act = () => Evaluate("{'a': [1/0]}");

        act.Should().Throw<JsonataException>().Which.Code.Should().Be("D1001");
    }

    [Fact]
    public void Evaluate_Transform_LeavesItsInputAlone()
    {
        var input = JsonValue.Parse("""{"a":{},"b":{},"list":[{"n":1},{"n":2}]}""");

        var result = JsonataExpression.Compile("$ ~> |a|{'x':1}| ~> |list|{'n':n*10},'m'|").Evaluate(input, JsonataBindings.Empty, Options);

        result.Should().Be(JsonValue.Parse("""{"a":{"x":1},"b":{},"list":[{"n":10},{"n":20}]}"""));
        input.Should().Be(JsonValue.Parse("""{"a":{},"b":{},"list":[{"n":1},{"n":2}]}"""));
    }

    private static JsonValue? Evaluate(string text) => JsonataExpression.Compile(text).Evaluate(null, JsonataBindings.Empty, Options);
}
