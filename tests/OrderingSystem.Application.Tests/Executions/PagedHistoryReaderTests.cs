using System.Text;
using System.Text.Json.Nodes;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Tests.Fakes;

namespace OrderingSystem.Application.Tests.Executions;

public sealed class PagedHistoryReaderTests
{
    private const int Events = 2_600;
    private static readonly ExecutionKey Key = new("machine", "long");

    private readonly FakeExecutionReader _executions = new();
    private readonly PagedHistoryReader _reader;

    public PagedHistoryReaderTests()
    {
        _executions.AddMachine(Key.StateMachine, """{"States":{}}""");
        _executions.AddExecution(Key, "RUNNING", [.. Enumerable.Range(1, Events).Select(id => FakeExecutionReader.Event(id, "PassStateEntered", Samples.Start))]);
        _reader = new PagedHistoryReader(_executions);
    }

    [Theory]
    [InlineData(0, new[] { 1_000, 1_000, 600 })]
    [InlineData(1, new[] { 2_599 })]
    [InlineData(1_600, new[] { 1_000 })]
    [InlineData(2_599, new[] { 1 })]
    [InlineData(2_600, new[] { 0 })]
    [InlineData(9_999, new[] { 0 })]
    public async Task Open_AfterAnEvent_GivesTheOthersOldestFirst(int after, int[] lots)
    {
        List<IReadOnlyList<HistoryOutline>> read = [];

        await foreach (var lot in (await _reader.OpenAsync(Key, after, default))!)
        {
            read.Add(lot);
        }

        read.Select(lot => lot.Count).Should().Equal(lots);
        read.SelectMany(lot => lot).Select(line => line.Id).Should().Equal(Enumerable.Range(after + 1, Math.Max(0, Events - after)).Select(id => (long)id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(1_301)]
    [InlineData(2_600)]
    public async Task FindEvent_Anywhere_IsThatEvent(int id) => (await _reader.FindEventAsync(Key, id, default))!.Id.Should().Be(id);

    [Fact]
    public async Task Open_NoSuchExecution_IsNothing()
    {
        (await _reader.OpenAsync(Key with { Name = "none" }, 0, default)).Should().BeNull();
        (await _reader.OpenAsync(Key with { Name = "none" }, 5, default)).Should().BeNull();
        (await _reader.FindEventAsync(Key, Events + 1, default)).Should().BeNull();
        (await _reader.FindEventAsync(Key, 0, default)).Should().BeNull();
    }

    [Fact]
    public void Outline_OfACallback_LeavesOutItsParameters()
    {
        var details = new JsonObject { ["resource"] = "invoke.waitForTaskToken", ["parameters"] = """{"token":"secret"}""" };

        var line = HistoryOutline.Of(FakeExecutionReader.Event(1, "TaskScheduled", Samples.Start, "taskScheduledEventDetails", details));

        line.Should().BeEquivalentTo(new { Resource = "invoke.waitForTaskToken", Text = (string?)null });
    }

    [Theory]
    [InlineData("a", 199)]
    [InlineData("a", 200)]
    [InlineData("a", 201)]
    [InlineData("ä", 300)]
    [InlineData("€", 300)]
    [InlineData("😀", 300)]
    [InlineData("a😀", 300)]
    public void Shorten_AnyText_IsTheSameInUtf8AndCutsNoCharacter(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));

        var shortened = HistoryOutline.Shorten(text);

        shortened.Length.Should().BeInRange(Math.Min(text.Length, HistoryOutline.MaxText - 1), HistoryOutline.MaxText);
        text.Should().StartWith(shortened);
        char.IsHighSurrogate(shortened[^1]).Should().BeFalse();
        HistoryOutline.Shorten(Encoding.UTF8.GetBytes(text)).Should().Be(shortened);
    }
}
