using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Domain.Tests.Carriers;

public sealed class ParkedOrderTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly CarrierGateLimits Limits = new();

    [Fact]
    public void Park_CarrierDown_MayGoAtOnceWhenItAnswers()
    {
        var parked = ParkedOrder.Park(At(Start), null, carrierAnswersOthers: false, Limits);

        parked.Should().BeEquivalentTo(new { ParkedAt = Start, Rounds = 0, NotBefore = (DateTimeOffset?)null });
    }

    [Fact]
    public void Park_AgainWithANewToken_KeepsItsPlaceInTheQueue()
    {
        var first = ParkedOrder.Park(At(Start), null, carrierAnswersOthers: true, Limits);

        var again = ParkedOrder.Park(At(Start.AddDays(1)) with { Token = new TaskToken("new") }, first, carrierAnswersOthers: true, Limits);

        again.Should().Be(first with { Token = new TaskToken("new") });
    }

    [Fact]
    public void Park_FailsWhileOthersAreAnswered_WaitsLongerEachTime()
    {
        var (parked, now, pauses) = ((ParkedOrder?)null, Start, new List<double>());
        for (var round = 0; round < 8; round++)
        {
            parked = ParkedOrder.Park(At(now), parked, carrierAnswersOthers: true, Limits);
            pauses.Add((parked.NotBefore!.Value - now).TotalMinutes);
            parked = parked with { ReleasedAt = parked.NotBefore };
            now = parked.ReleasedAt!.Value.AddMinutes(5);
        }

        pauses.Should().Equal(0.5, 1, 2, 4, 8, 16, 30, 30);
        parked!.Rounds.Should().Be(8);
    }

    [Fact]
    public void Park_LongAfterItWasLetGo_StartsAnew()
    {
        var released = At(Start) with { Rounds = 7, ReleasedAt = Start };

        ParkedOrder.Park(At(Start.AddMinutes(5)), released, carrierAnswersOthers: false, Limits).Rounds.Should().Be(8, "it was let go in vain");
        ParkedOrder.Park(At(Start.AddDays(1)), released, carrierAnswersOthers: false, Limits).Rounds.Should().Be(0);
        ParkedOrder.Park(At(Start.AddDays(1)), released, carrierAnswersOthers: true, Limits).Rounds.Should().Be(1);
    }

    private static ParkedOrder At(DateTimeOffset time) => new()
    {
        ExecutionName = "a",
        OrderId = OrderId.FromIdempotencyKey("a"),
        State = "BookShipment",
        OutageId = "outage-1",
        Token = new TaskToken("token"),
        ParkedAt = time,
    };
}
