using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Simulation.Tests;

/// <summary>What was decided stands on the order's timeline once, whoever redeemed the token and whatever became of them.</summary>
public sealed class RecordedDecisionTests : IAsyncDisposable
{
    private readonly World _world = new(3);

    [Fact]
    public async Task Decide_ThroughTheApi_IsWrittenOnce()
    {
        var (orderId, _) = await AskAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(7));

        await _world.Get<DecideOrder>().RunAsync(orderId, new Decision(DecisionKind.Retry, "Address corrected.", "olga", _world.Clock.GetUtcNow()), default);
        await _world.RunTasksAsync();

        (await DecisionsAsync(orderId)).Should().ContainSingle().Which.Should().Match<TimelineEntry>(entry => entry.By == "olga" && entry.Text.Contains("Address corrected."));
    }

    [Fact]
    public async Task Decide_ProcessDiesBetweenTokenAndTimeline_IsWrittenByTheExecution()
    {
        var (orderId, _) = await AskAsync();
        _world.Orders.BeforeWrite = () =>
        {
            _world.Orders.BeforeWrite = null;
            throw new ProcessDiedException();
        };
        await FluentActions.Awaiting(() => _world.Get<DecideOrder>().RunAsync(orderId, new Decision(DecisionKind.Cancel, "Too late.", "olga", _world.Clock.GetUtcNow()), default))
            .Should().ThrowAsync<ProcessDiedException>();

        await _world.RunTasksAsync();

        (await DecisionsAsync(orderId)).Should().ContainSingle().Which.Should().Match<TimelineEntry>(entry => entry.By == "olga" && entry.Text.Contains("cancel") && entry.Text.Contains("Too late."));
        (await _world.Orders.FindAsync(orderId, default))!.Status.Should().Be(OrderStatus.Cancelled);
    }

    [Fact]
    public async Task Decide_ByAClientOfTheStepFunctionsApi_IsWrittenByTheExecution()
    {
        var (orderId, token) = await AskAsync();

        _world.Redeem(token, """{"decision":"retry"}""").Should().BeTrue();
        await _world.RunTasksAsync();

        (await DecisionsAsync(orderId)).Should().ContainSingle().Which.By.Should().Contain("Step Functions");
    }

    [Fact]
    public async Task Decide_Nonsense_IsAskedAgainAndNotWritten()
    {
        var (orderId, token) = await AskAsync();

        _world.Redeem(token, """{"decision":"perhaps"}""").Should().BeTrue();
        await _world.RunTasksAsync();

        (await DecisionsAsync(orderId)).Should().BeEmpty();
        (await _world.Orders.FindAsync(orderId, default))!.Attention.Should().NotBeNull();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private async Task<(OrderId OrderId, string Token)> AskAsync()
    {
        _world.Carrier.Faults.Enqueue(BookingFault.Refused);
        var orderId = await _world.PlaceAsync("a");
        return (orderId, (await _world.Orders.FindAsync(orderId, default))!.Attention!.Token!.Value.Reveal());
    }

    private async Task<IEnumerable<TimelineEntry>> DecisionsAsync(OrderId orderId) =>
        (await _world.Orders.ReadTimelineAsync(orderId, default)).Where(entry => entry.Kind == TimelineKind.Decided);
}
