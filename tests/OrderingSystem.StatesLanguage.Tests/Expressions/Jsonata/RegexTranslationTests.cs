using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata;

namespace OrderingSystem.StatesLanguage.Tests.Expressions.Jsonata;

public sealed class RegexTranslationTests
{
    [Theory]
    [InlineData(@"$contains('a\n', /a$/)", false)] // .NET's $ also matches before a last line break
    [InlineData(@"$contains('a\nb', /a$/m)", true)]
    [InlineData(@"$contains('a\nb', /^b/m)", true)]
    [InlineData(@"$contains('a\nb', /^b/)", false)]
    [InlineData("$contains('\u0663', /\\d/)", false)] // an Arabic digit is none to JavaScript
    [InlineData("$contains('é', /\\w/)", false)]
    [InlineData("$contains('\ufeff', /\\s/)", true)]
    [InlineData("$contains('x', /[^]/)", true)]
    [InlineData("$contains('a[', /[a\\[]{2}/)", true)]
    [InlineData("$contains('a-b', /[\\w-]+b/)", true)]
    [InlineData("$contains('aXbX', /a(.)b\\1/)", true)]
    [InlineData("$contains('aXbX', /a(?<c>.)b\\k<c>/)", true)]
    [InlineData("$contains('Straße', /STRA.E/i)", true)]
    [InlineData("$contains('a/b', /a\\/b/)", true)]
    [InlineData("$contains('foo bar', /\\bbar/)", true)]
    [InlineData("$contains('\\t', /\\x09/)", true)]
    [InlineData("$contains('pz', /\\p\\z/)", true)] // letters that mean nothing stand for themselves
    public void Contains_JavaScriptPattern_MeansWhatItMeansThere(string text, bool expected) => Evaluate(text).Should().Be(JsonValue.Of(expected));

    [Fact]
    public void Match_NamedAndPlainGroups_CountFromTheLeft() =>
        Evaluate("$match('abc', /(?<first>a)(b)(?<last>c)/).groups").Should().Be(JsonValue.Parse("""["a","b","c"]"""));

    [Theory]
    [InlineData("/(?i)a/")]
    [InlineData("/(?>a)/")]
    [InlineData("/(/")]
    [InlineData("/a**/")]
    [InlineData("/[b-a]/")]
    public void Compile_PatternUnknownToJavaScript_IsSyntaxError(string text)
    {
        var compiles = JsonataExpression.TryCompile(text, out _, out var error);

        compiles.Should().BeFalse();
        error!.Code.Should().BeOneOf("S0303", "S0302");
    }

    private static JsonValue? Evaluate(string text) => JsonataExpression.Compile(text).Evaluate(null, JsonataBindings.Empty, ReferenceSuite.Options);
}
