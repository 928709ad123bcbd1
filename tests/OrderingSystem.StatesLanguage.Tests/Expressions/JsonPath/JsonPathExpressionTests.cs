using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;

namespace OrderingSystem.StatesLanguage.Tests.Expressions.JsonPath;

public sealed class JsonPathExpressionTests
{
    private const string Store = """
        {"store":{"book":[
            {"category":"reference","author":"Nigel Rees","title":"Sayings","price":8.95},
            {"category":"fiction","author":"Evelyn Waugh","title":"Sword","price":12.99},
            {"category":"fiction","author":"Herman Melville","title":"Moby Dick","isbn":"0-553","price":8.99},
            {"category":"fiction","author":"J. R. R. Tolkien","title":"Rings","isbn":"0-395","price":22.99}],
          "bicycle":{"color":"red","price":19.95}},"expensive":10}
        """;

    [Theory]
    [InlineData("$.expensive", "10")]
    [InlineData("$['store']['bicycle'].color", "\"red\"")]
    [InlineData("$[\"store\"].bicycle['price']", "19.95")]
    [InlineData("$.store.book[0].title", "\"Sayings\"")]
    [InlineData("$.store.book[-1].title", "\"Rings\"")]
    [InlineData("$.store.book[*].author", """["Nigel Rees","Evelyn Waugh","Herman Melville","J. R. R. Tolkien"]""")]
    [InlineData("$..author", """["Nigel Rees","Evelyn Waugh","Herman Melville","J. R. R. Tolkien"]""")]
    [InlineData("$.store..price", "[8.95,12.99,8.99,22.99,19.95]")]
    [InlineData("$..book[2].title", """["Moby Dick"]""")]
    [InlineData("$..book[-2:].title", """["Moby Dick","Rings"]""")]
    [InlineData("$..book[0,1].title", """["Sayings","Sword"]""")]
    [InlineData("$..book[:2].title", """["Sayings","Sword"]""")]
    [InlineData("$.store.book[1:3].title", """["Sword","Moby Dick"]""")]
    [InlineData("$.store.book[::2].title", """["Sayings","Moby Dick"]""")]
    [InlineData("$.store.book[ 0 ].title", "\"Sayings\"")]
    [InlineData("$.store.bicycle.*", """["red",19.95]""")]
    [InlineData("$.store.bicycle['color','price']", """{"color":"red","price":19.95}""")]
    [InlineData("$.store.bicycle['color','absent']", """{"color":"red"}""")]
    [InlineData("$.store['book','bicycle'].length()", "[4,2]")]
    [InlineData("$..book.length()", "1")]
    [InlineData("$.store.book.length()", "4")]
    [InlineData("$.store.keys()", """["book","bicycle"]""")]
    [InlineData("$..price.max()", "22.99")]
    [InlineData("$.store.book.first().title", null)]
    [InlineData("$.absent", null)]
    [InlineData("$.store.book[4]", null)]
    [InlineData("$.store.book[-5]", null)]
    [InlineData("$.expensive.deeper", null)]
    [InlineData("$.absent[*].x", "[]")]
    [InlineData("$.absent[1:3].x", "[]")]
    [InlineData("$..absent", "[]")]
    public void Evaluate_Path_SelectsAsTheServiceDoes(string path, string? expected)
    {
        if (!JsonPathExpression.TryParse(path, out var expression, out _))
        {
            expected.Should().BeNull("a function ends its path");
            return;
        }

        var value = expression.Evaluate(JsonValue.Parse(Store));

        value?.ToString().Should().Be(expected);
        (value is null).Should().Be(expected is null);
    }

    [Theory]
    [InlineData("@.price < 9", "Sayings", "Moby Dick")]
    [InlineData("@.price < $.expensive", "Sayings", "Moby Dick")]
    [InlineData("@.isbn", "Moby Dick", "Rings")]
    [InlineData("!@.isbn", "Sayings", "Sword")]
    [InlineData("!(@.isbn) && @.price > 10", "Sword")]
    [InlineData("@.category == 'fiction' && @.price < 10", "Moby Dick")]
    [InlineData("@.price == 8.95 || @.price >= 22.99", "Sayings", "Rings")]
    [InlineData("@.category == \"reference\"", "Sayings")]
    [InlineData("@.isbn != '0-553'", "Sayings", "Sword", "Rings")]
    [InlineData("@['author'] =~ /.*REES/i", "Sayings")]
    [InlineData("@.author =~ /Rees/")]
    [InlineData("@.author =~ /(?=Nigel).*/", "Sayings")]
    [InlineData("@.title in ['Rings', 'Sword']", "Sword", "Rings")]
    [InlineData("@.title nin ['Rings', 'Sword']", "Sayings", "Moby Dick")]
    [InlineData("@.title size 5", "Sword", "Rings")]
    [InlineData("@.title contains 'Dick'", "Moby Dick")]
    [InlineData("@.isbn empty false", "Moby Dick", "Rings")]
    [InlineData("@.absent == null")]
    [InlineData("@.price > 'x'")]
    [InlineData("'fiction' == @.category && (@.price > 20 || @.title == 'Sword')", "Sword", "Rings")]
    public void Evaluate_Filter_KeepsTheItemsThatPass(string filter, params string[] titles)
    {
        var path = Parse($"$.store.book[?({filter})].title");

        var found = path.Select(JsonValue.Parse(Store));

        found.Select(title => ((JsonString)title).Value).Should().Equal(titles);
    }

    [Theory]
    [InlineData("$.list[?(@.keep)]", """{"list":[{"keep":true},{"keep":false},{"other":1}]}""", """[{"keep":true},{"keep":false}]""")]
    [InlineData("$.d..a", """{"d":{"x":{"a":[1,2]}}}""", "[[1,2]]")]
    [InlineData("$.d..a[*]", """{"d":{"x":{"a":[1,2]}}}""", "[1,2]")]
    [InlineData("$[*]", "{}", "[]")]
    [InlineData("$[0,1]", "[1,2,3,4]", "[1,2]")]
    [InlineData("$[?(@ > 1)]", "[1,2,3]", "[2,3]")]
    [InlineData("$[?(@.a == 1)]", """{"a":1}""", """[{"a":1}]""")]
    [InlineData("$..[?(@.a == 1)]", """{"x":[{"a":1},{"a":2,"b":{"a":1}}]}""", """[{"a":1},{"a":1}]""")]
    [InlineData("$.n.sum()", """{"n":[1,2,3.5]}""", "6.5")]
    [InlineData("$.n.avg()", """{"n":[1,2,3]}""", "2")]
    [InlineData("$.sum($.a, $.b)", """{"a":1,"b":[2,3]}""", "6")]
    [InlineData("$.concat($.a, '-', $.b)", """{"a":"x","b":"y"}""", "\"x-y\"")]
    [InlineData("$['it''s']", "{}", null)]
    [InlineData(@"$['it\'s']", """{"it's":1}""", "1")]
    [InlineData("$.größe", """{"größe":1}""", "1")]
    [InlineData("$.a=b&c", """{"a=b&c":1}""", "1")]
    [InlineData("$.a-b:c", """{"a-b:c":1}""", "1")]
    [InlineData("$.a", """{"a":null}""", "null")]
    public void Evaluate_Corners_AsRecordedOrAsJaywayHasThem(string path, string json, string? expected)
    {
        var value = JsonPathExpression.TryParse(path, out var expression, out _) ? expression.Evaluate(JsonValue.Parse(json)) : null;

        value?.ToString().Should().Be(expected);
        (value is null).Should().Be(expected is null);
    }

    [Theory]
    [InlineData("$", PathRoot.Input, null, true)]
    [InlineData("$.a", PathRoot.Input, null, false)]
    [InlineData("$[0]", PathRoot.Input, null, false)]
    [InlineData("$$", PathRoot.Context, null, true)]
    [InlineData("$$.Execution.Id", PathRoot.Context, null, false)]
    [InlineData("$order", PathRoot.Variable, "order", true)]
    [InlineData("$order_2.items[0]", PathRoot.Variable, "order_2", false)]
    public void TryParse_Root_TellsWhereThePathStarts(string text, PathRoot root, string? variable, bool isRoot)
    {
        var path = Parse(text);

        path.Root.Should().Be(root);
        path.VariableName.Should().Be(variable);
        path.IsRoot.Should().Be(isRoot);
        path.IsDefinite.Should().BeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("$.")]
    [InlineData("$..")]
    [InlineData("$.a.")]
    [InlineData("$.a b")]
    [InlineData("$ .a")]
    [InlineData("$[")]
    [InlineData("$[]")]
    [InlineData("$['a'")]
    [InlineData("$['a]")]
    [InlineData("$[1:2:0]")]
    [InlineData("$[99999999999]")]
    [InlineData("$.a.nothing()")]
    [InlineData("$[?(@.a == )]")]
    [InlineData("$[?(@.a ~ 1)]")]
    [InlineData("$[?(1)]")]
    [InlineData("$[?(@.a =~ /(/)]")]
    [InlineData("$[?(@.a =~ /a/q)]")]
    [InlineData("$[?(@.a =~ /a)]")]
    [InlineData("$.a,")]
    [InlineData("$.a)")]
    public void TryParse_WrongText_SaysWhatIsWrong(string text)
    {
        var parsed = JsonPathExpression.TryParse(text, out var path, out var problem);

        parsed.Should().BeFalse();
        path.Should().BeNull();
        problem.Should().NotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("$.a", "{}", "Invalid path '$.a' : No results for path: $['a']")]
    [InlineData("$.no.such", "{}", "Invalid path '$.no.such' : Missing property in path $['no']")]
    [InlineData("$.a.b.c", """{"a":{"b":{}}}""", "Invalid path '$.a.b.c' : No results for path: $['a']['b']['c']")]
    [InlineData("$.a[3]", """{"a":[1]}""", "Invalid path '$.a[3]' : No results for path: $['a'][3]")]
    [InlineData("$.a[0]", """{"a":{"x":1}}""", "Invalid path '$.a[0]' : Filter: [0] can only be applied to arrays. Current context is: {x=1}")]
    public void EvaluateRequired_PathLeadsNowhere_ThrowsTheServicesSentence(string path, string json, string message)
    {
        var evaluate = () => Parse(path).EvaluateRequired(JsonValue.Parse(json));

        evaluate.Should().Throw<EvaluationException>().WithMessage(message).Which.ErrorName.Should().Be(ErrorNames.Runtime);
    }

    [Theory]
    [InlineData("(a+)+b")]
    [InlineData("((a{0,100}){0,100}){0,100}b")]
    [InlineData("(a|aa)*(a|aa)*(a|aa)*b")]
    public void Evaluate_RegexThatInvitesBacktracking_EndsSoon(string pattern)
    {
        var path = Parse($"$[?(@ =~ /{pattern}/)]");
        var input = new JsonArray(JsonValue.Of(new string('a', 5000) + "c"));

        var evaluate = () => path.Select(input);

        try
        {
            evaluate().Should().BeEmpty();
        }
        catch (EvaluationException)
        {
            // Too slow, and cut short: as good an end.
        }
    }

    [Fact]
    public void Evaluate_CatastrophicRegex_EndsWithAnError()
    {
        var path = Parse(@"$[?(@ =~ /(?=a)(a+)+\1b/)]");
        var input = new JsonArray(JsonValue.Of(new string('a', 5000) + "c"));

        var evaluate = () => path.Select(input);

        evaluate.Should().Throw<EvaluationException>().WithMessage("The regular expression*");
    }

    [Fact]
    public void Evaluate_RepeatedDescent_EndsWithAnError()
    {
        JsonValue deep = JsonValue.Of(1);
        for (var i = 0; i < 900; i++)
        {
            deep = new JsonArray(deep);
        }

        var evaluate = () => Parse("$..*..*..*..*").Select(deep);

        evaluate.Should().Throw<EvaluationException>().WithMessage("The JSONPath visits more than*");
    }

    [Fact]
    public void TryParse_DeepNesting_IsAProblemNotAnOverflow()
    {
        var filters = string.Concat(Enumerable.Repeat("$[?(@", 20_000));
        var negations = "$[?(" + new string('!', 100_000) + "@.a)]";
        var parentheses = "$[?(" + new string('(', 100_000);
        var arrays = "$[?(@.a in " + new string('[', 100_000);
        var steps = "$" + string.Concat(Enumerable.Repeat(".a", 100_000));

        foreach (var text in new[] { filters, negations, parentheses, arrays, steps })
        {
            JsonPathExpression.TryParse(text, out _, out var problem).Should().BeFalse();
            problem.Should().NotBeNull();
        }
    }

    [Fact]
    public void Evaluate_LongChainOfConditions_DoesNotOverflow()
    {
        var path = Parse("$[?(" + string.Join(" && ", Enumerable.Repeat("@.a == 1", 50_000)) + ")]");

        path.Select(JsonValue.Parse("""[{"a":1},{"a":2}]""")).Should().ContainSingle();
    }

    private static JsonPathExpression Parse(string text)
    {
        JsonPathExpression.TryParse(text, out var path, out var problem).Should().BeTrue(problem);
        return path!;
    }
}
