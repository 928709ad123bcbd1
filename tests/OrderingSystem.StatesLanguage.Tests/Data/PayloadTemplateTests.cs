using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions;

namespace OrderingSystem.StatesLanguage.Tests.Data;

public sealed class PayloadTemplateTests
{
    private const string Location = "/States/A/Parameters";

    [Fact]
    public void Evaluate_FieldsOfEveryKind_AreReplacedByTheirValues()
    {
        var template = Compile("""
            {"static":{"x":[1,"$.not"]},"path.$":"$.a","context.$":"$$.Execution.Id","variable.$":"$v.k",
             "call.$":"States.Format('{}!', $.a)","nested":{"list":[{"deep.$":"$.b[*]"},"text"]},"beyond.$":"$.b[9]"}
            """);
        var scope = new EvaluationScope(
            JsonValue.Parse("""{"a":"A","b":[1,2]}"""),
            () => JsonValue.Parse("""{"Execution":{"Id":"arn"}}"""),
            name => name == "v" ? JsonValue.Parse("""{"k":true}""") : null);

        var value = template.Evaluate(scope, new SeededRandomSource(1));

        value.ToString().Should().Be(
            """{"static":{"x":[1,"$.not"]},"path":"A","context":"arn","variable":true,"call":"A!","nested":{"list":[{"deep":[1,2]},"text"]},"beyond":null}""");
    }

    [Fact]
    public void Evaluate_StaticParts_AreShared()
    {
        var source = (JsonObject)JsonValue.Parse("""{"big":{"x":[1,2,3]},"a.$":"$"}""");
        PayloadTemplate.TryCompile(source, Location, [], out var template).Should().BeTrue();

        var value = (JsonObject)template!.Evaluate(EvaluationScope.Of(JsonValue.Null), new SeededRandomSource(1));

        value["big"].Should().BeSameAs(source["big"]);
        template.IsStatic.Should().BeFalse();
    }

    [Theory]
    [InlineData("$.no", "The JSONPath '$.no' specified for the field 'value.$' could not be found in the input '{\"a\": 0}'")]
    [InlineData("$$.Execution.no", "The JSONPath '$$.Execution.no' specified for the field 'value.$' could not be found in the input '{\"Execution\":{}}'")]
    [InlineData("$v", "The JSONPath '$v' specified for the field 'value.$' could not be found in the input '{\"a\": 0}'")]
    public void Evaluate_PathLeadsNowhere_FailsWithTheServicesSentence(string path, string message)
    {
        var template = Compile($$"""{"value.$":"{{path}}"}""");
        var scope = new EvaluationScope(JsonValue.Parse("""{"a":0}"""), () => JsonValue.Parse("""{"Execution":{}}"""), _ => null)
        {
            InputText = () => """{"a": 0}""",
        };

        var evaluate = () => template.Evaluate(scope, new SeededRandomSource(1));

        evaluate.Should().Throw<EvaluationException>().WithMessage(message).Which.ErrorName.Should().Be(ErrorNames.Runtime);
    }

    [Fact]
    public void Evaluate_ResultOfGigabytes_IsRefusedNotBuilt()
    {
        var large = EvaluationScope.Of(JsonValue.Of(new string('x', 200_000)));
        var fields = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"f{i}.$\":\"$\""));
        var template = Compile("{" + fields + "}");
        var call = Compile($$"""{"t.$":"States.JsonToString(States.Array({{string.Join(',', Enumerable.Repeat("$", 10_000))}}))"}""");

        var evaluateTemplate = () => template.Evaluate(large, new SeededRandomSource(1));
        var evaluateCall = () => call.Evaluate(large, new SeededRandomSource(1));

        evaluateTemplate.Should().Throw<EvaluationException>().Which.ErrorName.Should().Be(ErrorNames.DataLimitExceeded);
        evaluateCall.Should().Throw<EvaluationException>().Which.ErrorName.Should().Be(ErrorNames.IntrinsicFailure);
    }

    [Fact]
    public void TryCompile_WrongFields_ReportsEachAtTheObjectThatHoldsIt()
    {
        var problems = new List<(string, string)>();

        var compiled = PayloadTemplate.TryCompile(
            JsonValue.Parse("""{"a.$":"nope","b":{"c.$":"$.x["},"d":[{"e.$":1}]}"""), Location, problems, out _);

        compiled.Should().BeFalse();
        problems.Should().Equal(
            (Location, "The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call"),
            (Location + "/b", "The value for the field 'c.$' must be a valid JSONPath or a valid intrinsic function call"),
            (Location + "/d[0]", "The value for the field 'e.$' must be a STRING that contains a JSONPath but was an INTEGER"));
    }

    private static PayloadTemplate Compile(string json)
    {
        var problems = new List<(string, string)>();
        PayloadTemplate.TryCompile(JsonValue.Parse(json), Location, problems, out var template).Should().BeTrue(string.Join("; ", problems));
        return template!;
    }
}
