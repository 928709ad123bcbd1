using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Outages;

public sealed class ParkAndReleaseTests
{
    private readonly OutageBench _bench = new();

    [Fact]
    public async Task Park_ManyOrders_StartOneWatchNamedAfterTheOutage()
    {
        _bench.Carrier.IsDown = true;

        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => _bench.ParkAsync($"{number}")));

        _bench.Workflows.Started.Should().Equal((await _bench.GateAsync()).OutageId);
        _bench.Carrier.Calls.Should().ContainSingle().Which.Operation.Should().Be("probe");
    }

    [Fact]
    public async Task Park_StepFunctionsDown_KeepsTheTokenAndIsTriedAgain()
    {
        _bench.Workflows.IsDown = true;
        await FluentActions.Awaiting(() => _bench.ParkAsync("a")).Should().ThrowAsync<WorkflowUnavailableException>();
        _bench.Workflows.IsDown = false;

        await _bench.ParkAsync("a");

        (await _bench.Parked.SummarizeAsync(default)).Waiting.Should().Be(1);
        _bench.Workflows.Started.Should().ContainSingle();
    }

    [Fact]
    public async Task Park_WatchWasLost_StartsTheNextGeneration()
    {
        await _bench.ParkAsync("a");
        var outage = (await _bench.GateAsync()).OutageId!;
        _bench.Workflows.End(outage);

        await _bench.ParkAsync("a", "new-token");

        _bench.Workflows.Started.Should().Equal(outage, $"{outage}-1");
        (await _bench.GateAsync()).Generation.Should().Be(1);
    }

    [Fact]
    public async Task Park_WhileTheWatchClosesTheOutage_IsNotForgotten()
    {
        await _bench.RecoverAsync();
        await _bench.Release.RunAsync(await _bench.NextStepAsync(), default);
        _bench.Clock.Advance(_bench.Limits.SettleTime);
        var outage = (await _bench.GateAsync()).OutageId!;

        // Its row is written before the watch counts, and it reads the gate only after the watch has ended.
        var summaries = 0;
        _bench.Parked.BeforeSummary = async () =>
        {
            if (++summaries == 2)
            {
                await _bench.Parked.ParkAsync(
                    new ParkedOrder
                    {
                        ExecutionName = "late",
                        OrderId = OrderId.FromIdempotencyKey("late"),
                        State = "BookShipment",
                        OutageId = outage,
                        Token = new TaskToken("late"),
                        ParkedAt = _bench.Clock.GetUtcNow(),
                    },
                    default);
            }
        };
        var step = await _bench.Release.RunAsync(await _bench.NextStepAsync(), default);

        step.Action.Should().Be(LoopAction.Finish);
        var gate = await _bench.GateAsync();
        gate.OutageId.Should().NotBeNull().And.NotBe(outage);
        _bench.Workflows.Started.Should().HaveCount(2).And.EndWith(gate.OutageId);
    }

    [Fact]
    public async Task Park_AfterTheWatchClosedTheOutage_OpensAnother()
    {
        await _bench.RecoverAsync();
        await _bench.Release.RunAsync(await _bench.NextStepAsync(), default);
        var outage = (await _bench.GateAsync()).OutageId!;
        _bench.Parked.AfterPark = async _ =>
        {
            _bench.Parked.AfterPark = null;
            _bench.Clock.Advance(_bench.Limits.SettleTime);
            await _bench.Gates.TryChangeAsync((gate, now) => gate.Close(now, _bench.Limits), default);
            _bench.Workflows.End(outage);
        };

        await _bench.ParkAsync("late", wasAsked: false);

        (await _bench.GateAsync()).OutageId.Should().NotBeNull().And.NotBe(outage);
        _bench.Workflows.Started.Should().HaveCount(2);
    }

    [Fact]
    public async Task Park_LetGoInVainTooOften_GoesToAnOperator()
    {
        for (var round = 1; round <= _bench.Limits.RoundsBeforeAttention; round++)
        {
            await _bench.ParkAsync("a", $"token-{round}");
            _bench.Clock.Advance(_bench.Limits.MaxRoundPause);
            await _bench.Release.RunAsync(await _bench.NextStepAsync(), default);
            _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        _bench.Workflows.Released.Should().HaveCount(_bench.Limits.RoundsBeforeAttention);
        await FluentActions.Awaiting(() => _bench.ParkAsync("a", "one-more")).Should().ThrowAsync<CarrierKeepsFailingException>();
    }

    [Fact]
    public async Task Probe_CarrierStillDown_IsAskedOncePerInterval()
    {
        _bench.Carrier.IsDown = true;
        await _bench.ParkAsync("a");
        _bench.Carrier.Calls.Clear();

        await FluentActions.Awaiting(async () => await _bench.Probe.RunAsync(await _bench.NextStepAsync(), "watch", default)).Should().ThrowAsync<CarrierDownException>();
        _bench.Clock.Advance(_bench.Limits.FirstProbeInterval);
        await FluentActions.Awaiting(async () => await _bench.Probe.RunAsync(await _bench.NextStepAsync(), "watch", default)).Should().ThrowAsync<CarrierUnavailableException>();
        await FluentActions.Awaiting(async () => await _bench.Probe.RunAsync(await _bench.NextStepAsync(), "watch", default)).Should().ThrowAsync<CarrierDownException>();

        _bench.Carrier.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task ProbeAndRelease_OfAWatchThatWasReplaced_Finish()
    {
        await _bench.ParkAsync("a");
        var old = await _bench.NextStepAsync();
        await _bench.Gates.ChangeAsync((gate, _) => gate.HandOver(1), default);

        (await _bench.Probe.RunAsync(old, "watch", default)).Action.Should().Be(LoopAction.Finish);
        (await _bench.Release.RunAsync(old, default)).Action.Should().Be(LoopAction.Finish);
        _bench.Workflows.Released.Should().BeEmpty();
    }

    [Fact]
    public async Task Release_RunTwice_LetsOneBatchGo()
    {
        await _bench.RecoverAsync();
        await _bench.ParkAsync("second", wasAsked: false);

        await _bench.Release.RunAsync(await _bench.NextStepAsync(), default);
        var again = await _bench.Release.RunAsync(await _bench.NextStepAsync(), default);

        _bench.Workflows.Released.Should().Equal(new TaskToken("token-first"));
        again.Should().BeEquivalentTo(new { Action = LoopAction.Wait, Until = _bench.Clock.GetUtcNow() + _bench.Limits.BatchInterval });
    }

    [Fact]
    public async Task Release_TokenThatNobodyWaitsWith_LeavesTheQueue()
    {
        await _bench.RecoverAsync();
        _bench.Workflows.Spent.Add(new TaskToken("token-first"));

        await _bench.Release.RunAsync(await _bench.NextStepAsync(), default);

        _bench.Workflows.Released.Should().BeEmpty();
        (await _bench.Parked.SummarizeAsync(default)).Waiting.Should().Be(0);
    }

    [Fact]
    public async Task Release_StepFunctionsDown_LetsNobodyBeLost()
    {
        await _bench.RecoverAsync();
        _bench.Workflows.IsDown = true;
        await FluentActions.Awaiting(async () => await _bench.Release.RunAsync(await _bench.NextStepAsync(), default)).Should().ThrowAsync<WorkflowUnavailableException>();
        _bench.Workflows.IsDown = false;
        _bench.Clock.Advance(_bench.Limits.BatchInterval);

        await _bench.Release.RunAsync(await _bench.NextStepAsync(), default);

        _bench.Workflows.Released.Should().ContainSingle();
    }

    [Fact]
    public async Task Release_CarrierAsksForPatience_WaitsThatLong()
    {
        await _bench.RecoverAsync();
        var until = _bench.Clock.GetUtcNow().AddMinutes(7);
        await _bench.Gates.ChangeAsync((gate, now) => gate.Throttled(until, now, _bench.Limits), default);

        var step = await _bench.Release.RunAsync(await _bench.NextStepAsync(), default);

        step.Should().BeEquivalentTo(new { Action = LoopAction.Wait, Until = until });
        _bench.Workflows.Released.Should().BeEmpty();
    }

    [Fact]
    public async Task Release_AfterManySteps_HandsOver()
    {
        await _bench.RecoverAsync();

        var step = await _bench.Release.RunAsync(await _bench.NextStepAsync(LoopStep.MaxSteps), default);

        step.Action.Should().Be(LoopAction.HandOver);
        _bench.Workflows.Released.Should().BeEmpty();
    }

    [Fact]
    public async Task Release_CarrierDownAgain_GoesBackToTheProbe()
    {
        await _bench.RecoverAsync();
        await _bench.Gates.ChangeAsync((gate, now) => gate.Failed("x", "503", now, _bench.Limits), default);

        var step = await _bench.Release.RunAsync(await _bench.NextStepAsync(), default);

        step.Action.Should().Be(LoopAction.Probe);
    }
}
