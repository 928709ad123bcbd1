using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Live;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Live;

public sealed class LiveFeedTests
{
    private readonly LiveFeed _feed = new(new FakeTimeProvider(Samples.Start));

    [Fact]
    public async Task ReadAsync_BehindANumber_GivesWhatCameAfterInOrder()
    {
        _feed.Publish(LiveKind.Order, "a");
        _feed.Publish(LiveKind.Order, "b");
        _feed.Publish(LiveKind.Carrier, "");

        var batch = await FirstAsync(after: 1);

        batch!.Select(change => change.Key).Should().Equal("b", "");
    }

    [Fact]
    public async Task ReadAsync_NothingNew_WaitsForTheNextChange()
    {
        var reading = FirstAsync(after: 0);
        var before = reading.IsCompleted;

        _feed.Publish(LiveKind.Order, "a");

        before.Should().BeFalse();
        (await reading)!.Single().Key.Should().Be("a");
    }

    [Fact]
    public async Task ReadAsync_TooFarBehind_SaysThatChangesWereLost()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _feed.Publish(LiveKind.Order, "a");
        }

        (await FirstAsync(after: 1)).Should().BeNull();
        _feed.Reaches(1).Should().BeFalse();
        _feed.Reaches(10_000).Should().BeTrue();
        _feed.Reaches(10_001).Should().BeFalse("that number is of another process");
    }

    [Fact]
    public async Task AnnouncingOrderStore_WriteThatLost_IsNotAnnounced()
    {
        var store = new AnnouncingOrderStore(new InMemoryOrderStore(), _feed);
        var order = Samples.OrderOf("a");

        var added = await store.TryAddAsync(order, [], default);
        var again = await store.TryAddAsync(order, [], default);
        var stale = await store.TryUpdateAsync(order with { Version = 7, Status = OrderStatus.Scheduled }, [], default);

        (added, again, stale).Should().Be((true, false, false));
        _feed.Last.Should().Be(1);
    }

    private async Task<IReadOnlyList<LiveChange>?> FirstAsync(long after)
    {
        await foreach (var batch in _feed.ReadAsync(after, TestContext.Current.CancellationToken))
        {
            return batch;
        }

        throw new InvalidOperationException("A feed has no end.");
    }
}
