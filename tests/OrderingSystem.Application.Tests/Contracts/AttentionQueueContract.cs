using OrderingSystem.Application.Decisions;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Contracts;

/// <summary>What every <see cref="IAttentionQueue"/> keeps to.</summary>
public abstract class AttentionQueueContract
{
    private static readonly DateTimeOffset Later = Samples.Start.AddDays(1);

    protected abstract IOrderStore Orders { get; }

    protected abstract IAttentionQueue Queue { get; }

    [Fact]
    public async Task Count_NobodyWaits_IsNone()
    {
        await Orders.TryAddAsync(Samples.OrderOf("quiet"), [], default);

        (await Queue.CountAsync(new AttentionFilter(), Later, default)).Should().Be(new AttentionCount(0, null));
    }

    [Fact]
    public async Task Read_LongestWaitFirst_PageByPage()
    {
        var expected = new List<AttentionPosition>();
        foreach (var minute in new[] { 3, 1, 2, 1, 5 })
        {
            expected.Add(await AddAsync($"{expected.Count}", minute));
        }

        expected = [.. expected.OrderBy(position => position.Since).ThenBy(position => position.OrderId.Value, StringComparer.Ordinal)];
        var first = await Queue.ReadAsync(new AttentionFilter(), Later, null, 3, default);
        var second = await Queue.ReadAsync(new AttentionFilter(), Later, first[^1], 3, default);

        first.Concat(second).Should().Equal(expected);
        (await Queue.ReadAsync(new AttentionFilter(), Later, second[^1], 3, default)).Should().BeEmpty();
        (await Queue.CountAsync(new AttentionFilter(), Later, default)).Should().Be(new AttentionCount(5, expected[0]));
    }

    [Fact]
    public async Task Read_Filter_LeavesOutTheOthers()
    {
        var wanted = await AddAsync("wanted", 1);
        await AddAsync("other-error", 1, error: "CarrierKeepsFailingException");
        await AddAsync("other-state", 1, state: "CheckShipment");
        await AddAsync("too-new", 9);
        await Orders.TryAddAsync(Samples.OrderOf("quiet"), [], default);
        var filter = new AttentionFilter("BookShipment", "BookingRefusedException", Samples.Start.AddMinutes(5));

        (await Queue.ReadAsync(filter, Later, null, 10, default)).Should().Equal(wanted);
        (await Queue.CountAsync(filter, Later, default)).Orders.Should().Be(1);
        (await Queue.CountAsync(new AttentionFilter(), Samples.Start.AddMinutes(8), default)).Orders.Should().Be(3);
    }

    private async Task<AttentionPosition> AddAsync(string key, int minute, string state = "BookShipment", string error = "BookingRefusedException")
    {
        var order = Samples.OrderOf(key) with { Attention = new Attention(state, error, "cause", Samples.Start.AddMinutes(minute), 0, new TaskToken($"token-{key}")) };
        await Orders.TryAddAsync(order, [], default);
        return new AttentionPosition(order.Attention.Since, order.OrderId);
    }
}
