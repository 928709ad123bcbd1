using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Engine.Retention;
using OrderingSystem.Engine.Stores.InMemory;
using OrderingSystem.Engine.Tests.Shell;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Tests.Retention;

public sealed class RetentionTests
{
    private static readonly RetentionOptions TenDays = new() { KeepFor = TimeSpan.FromDays(10), StepSize = 2, RestPerWork = 0 };

    [Fact]
    public async Task Sweep_ManySteps_RemovesAllThatIsOldAndNothingElse()
    {
        var store = new InMemoryExecutionStore();
        await using var engine = await EngineHarness.StartAsync(store, new TestFunctions(), new FakeTimeProvider(EngineHarness.Epoch));
        var machine = await engine.CreateAsync(Machines.Wait);
        for (var number = 0; number < 7; number++)
        {
            await engine.StartExecutionAsync(machine, $"e{number}");
        }

        await engine.RunToRestAsync();
        engine.Clock.Advance(TimeSpan.FromDays(10) + TimeSpan.FromHours(2));
        var running = await engine.StartExecutionAsync(machine, "running");

        var removed = await new RetentionSweeper(store, engine.Clock, TenDays, NullLogger.Instance).SweepAsync(engine.Clock.GetUtcNow() - TimeSpan.FromDays(10), default);

        removed.Should().Be(7);
        (await engine.Api.DescribeExecutionAsync(running, default)).Status.Should().Be(ExecutionStatus.Running);
    }

    [Fact]
    public async Task Engine_WithRetention_SweepsAsItsClockGoesOn()
    {
        var store = new InMemoryExecutionStore();
        await using var engine = await EngineHarness.StartAsync(
            store, new TestFunctions(), options: new EngineOptions { ShutdownGrace = TimeSpan.Zero, Retention = TenDays });
        var machine = await engine.CreateAsync(Machines.Wait);
        await engine.StartExecutionAsync(machine, "old");
        await engine.StartExecutionAsync(machine, "newest");
        await engine.RunToRestAsync();

        while (await store.FindAsync("orders", "old", default) is not null)
        {
            engine.Clock.Advance(TimeSpan.FromDays(1));
            await Task.Yield();
        }

        (engine.Clock.GetUtcNow() - EngineHarness.Epoch).Should().BeGreaterThan(TimeSpan.FromDays(10));
    }
}
