using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;

namespace OrderingSystem.StatesLanguage.Tests.Expressions.JsonPath;

public sealed class ReferencePathTests
{
    [Theory]
    [InlineData("$", """{"a":1}""", "9")]
    [InlineData("$.b", """{"a":1}""", """{"a":1,"b":9}""")]
    [InlineData("$.a", """{"a":{"x":1},"z":2}""", """{"a":9,"z":2}""")]
    [InlineData("$['a b'].c", "{}", """{"a b":{"c":9}}""")]
    [InlineData("$.a.b.c", """{"a":{"x":1}}""", """{"a":{"x":1,"b":{"c":9}}}""")]
    [InlineData("$.a[1]", """{"a":[1,2,3]}""", """{"a":[1,9,3]}""")]
    [InlineData("$[0].b", "[{},1]", """[{"b":9},1]""")]
    public void Apply_Value_IsPutAtThePath(string path, string root, string expected)
    {
        var applied = Parse(path).Apply(JsonValue.Parse(root), JsonValue.Of(9));

        applied.ToString().Should().Be(expected);
    }

    [Theory]
    [InlineData("$.a", "\"text\"", "Unable to apply ReferencePath $.a to input \"text\"")]
    [InlineData("$.a.b", """{"a":1}""", "Unable to apply step \"b\" to input {\"a\":1}")]
    [InlineData("$.a[2]", """{"a":[1]}""", "Unable to apply step \"[2]\" to input {\"a\":[1]}")]
    [InlineData("$.a[0]", "{}", "Unable to apply step \"[0]\" to input {}")]
    [InlineData("$.a.b", """{"a":null}""", "Unable to apply step \"b\" to input {\"a\":null}")]
    public void Apply_PlaceDoesNotFit_FailsAsResultPathMatch(string path, string root, string message)
    {
        var apply = () => Parse(path).Apply(JsonValue.Parse(root), JsonValue.Null);

        apply.Should().Throw<EvaluationException>().WithMessage(message).Which.ErrorName.Should().Be(ErrorNames.ResultPathMatchFailure);
    }

    [Fact]
    public void Apply_Value_SharesWhatIsNotOnTheWay()
    {
        var root = (JsonObject)JsonValue.Parse("""{"big":{"x":[1,2,3]},"a":{}}""");

        var applied = (JsonObject)Parse("$.a.b").Apply(root, JsonValue.True);

        applied["big"].Should().BeSameAs(root["big"]);
    }

    [Fact]
    public void Read_MemberIsMissing_FailsAsReferencePathConflict()
    {
        var read = () => Parse("$.detail.items").Read(JsonValue.Parse("""{"detail":{"x":1}}"""));

        read.Should().Throw<EvaluationException>().WithMessage("Unable to apply step \"items\" to input {\"detail\":{\"x\":1}}")
            .Which.ErrorName.Should().Be("States.ReferencePathConflict");
    }

    [Theory]
    [InlineData("$.a[*]")]
    [InlineData("$..a")]
    [InlineData("$.a[0:1]")]
    [InlineData("$.a[0,1]")]
    [InlineData("$['a','b']")]
    [InlineData("$.a[-1]")]
    [InlineData("$.a[?(@.b)]")]
    [InlineData("$.a.length()")]
    [InlineData("a")]
    public void TryParse_PathOfMany_IsAProblem(string text)
    {
        ReferencePath.TryParse(text, out _, out var problem).Should().BeFalse();

        problem.Should().NotBeNullOrEmpty();
    }

    private static ReferencePath Parse(string text)
    {
        ReferencePath.TryParse(text, out var path, out var problem).Should().BeTrue(problem);
        return path!;
    }
}
