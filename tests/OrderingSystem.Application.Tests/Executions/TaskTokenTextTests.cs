using System.Text.Json.Nodes;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Tests.Fakes;

namespace OrderingSystem.Application.Tests.Executions;

public sealed class TaskTokenTextTests
{
    /// <summary>As the embedded engine makes them; host tests compare with a real one.</summary>
    private const string Token = "AQAAAAAAAABHAAAAAAAAAAnXq_3-Zk0cEo8hR2w1bT5v";

    /// <summary>As they begin on AWS.</summary>
    private const string TokenOfAws = "AQCEAAAAKgAAAAMAAAAAAAAAAfD2kJ8+Qw/3mHk0NnTqv1xZ7aG5rLcYb4PeVd6sUjW9tXoI2gBzA==";

    public static TheoryData<string, string> Texts => new()
    {
        { $$"""{"answerTo":"{{Token}}"}""", """{"answerTo":"(redacted)"}""" },
        { $$"""{"body":"{\"token\":\"{{Token}}\"}","n":1}""", """{"body":"{\"token\":\"(redacted)\"}","n":1}""" },
        { $"https://example.com/approve?token={Token}&yes=1", "https://example.com/approve?token=(redacted)&yes=1" },
        { $"{Token},{Token}", "(redacted),(redacted)" },
        { $$"""{"answerTo":"{{TokenOfAws}}"}""", """{"answerTo":"(redacted)"}""" },
        { $$"""{"answerTo":"{{TokenOfAws[4..]}}"}""", """{"answerTo":"(redacted)"}""" },
        { $$"""{"answerTo":"{{Token[..43]}}""", """{"answerTo":"(redacted)""" },
        { $$"""{"answerTo":"{{TokenOfAws[..60]}}""", """{"answerTo":"(redacted)""" },
    };

    public static TheoryData<string> OtherTexts =>
    [
        """{"orderId":"O-01KA1V0ZQ4X9T6S2M8R3E5W7YB","token":"none"}""",
        $"x{Token}",
        $"{Token}x",
        $$"""{"short":"{{Token[..43]}}"}""",
        """{"sha256":"AQBYw2ZkN0cEo8hR2w1bT5vXq_3AAAAAAAAABHAAAAAA"}""",
        string.Empty,
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Redact_TextWithATokenAnywhere_IsTheTextWithoutIt(string text, string redacted) => TaskTokenText.Redact(text).Should().Be(redacted);

    [Theory]
    [MemberData(nameof(OtherTexts))]
    public void Redact_TextWithoutOne_IsTheSame(string text) => TaskTokenText.Redact(text).Should().BeSameAs(text);

    [Theory]
    [InlineData(140)]
    [InlineData(150)]
    [InlineData(187)]
    [InlineData(199)]
    public void Outline_TokenWhereTheTextIsCut_HasNothingOfItThatCouldBeMadeWhole(int before)
    {
        var input = $"{new string('x', before - 1)} {Token} and more";

        var text = HistoryOutline.Shorten(input);

        text.Length.Should().BeLessThanOrEqualTo(HistoryOutline.MaxText);
        text.Should().NotContain("AQAAA");
    }

    [Fact]
    public async Task Queries_ExecutionThatWasHandedAToken_TellOfItWithoutTheToken()
    {
        var key = new ExecutionKey("child", "one");
        var executions = new FakeExecutionReader();
        executions.AddMachine(key.StateMachine, """{"States":{}}""");
        executions.AddExecution(
            key,
            "SUCCEEDED",
            FakeExecutionReader.Event(1, "ExecutionStarted", Samples.Start, "executionStartedEventDetails", new JsonObject { ["input"] = $$"""{"answerTo":"{{Token}}"}""", ["roleArn"] = "any" }),
            FakeExecutionReader.Event(2, "ExecutionSucceeded", Samples.Start, "executionSucceededEventDetails", new JsonObject { ["output"] = $"\"{Token}\"" }));
        var queries = new ExecutionQueries(executions, new PagedHistoryReader(executions));

        var page = await queries.ReadHistoryAsync(key, newestFirst: false, new PageRequest(10), default);
        var one = await queries.FindEventAsync(key, 2, default);

        page!.Items.Select(entry => entry.Text("input") ?? entry.Text("output")).Should().Equal("""{"answerTo":"(redacted)"}""", "\"(redacted)\"");
        page.Items[0].Text("roleArn").Should().Be("any");
        one!.Text("output").Should().Be("\"(redacted)\"");
    }
}
