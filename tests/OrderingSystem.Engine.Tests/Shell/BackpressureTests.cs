using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Stores.InMemory;
using OrderingSystem.Engine.Tasks;

namespace OrderingSystem.Engine.Tests.Shell;

/// <summary>More work than gets done slows those who bring it, and never piles up in memory.</summary>
public sealed class BackpressureTests
{
    private const int Places = 8;

    private readonly FakeTimeProvider _realTime = new();

    private EngineOptions Options => new() { ShutdownGrace = TimeSpan.Zero, MaxConcurrentRequests = Places, RealTime = _realTime };

    [Fact(Timeout = 60_000)]
    public async Task StartExecution_StoreThatDoesNotKeepUp_SoManyWaitAndTheOthersAreThrottled()
    {
        var store = new StuckStore();
        await using var engine = await EngineHarness.StartAsync(store, new TestFunctions(), options: Options);
        var machine = await engine.CreateAsync(Machines.Wait);

        var starts = Enumerable.Range(0, 100).Select(number => engine.StartExecutionAsync(machine, $"e{number}")).ToList();
        var throttled = 0;
        while (throttled < starts.Count - Places)
        {
            _realTime.Advance(TimeSpan.FromSeconds(1));
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            throttled = starts.Count(start => start.IsFaulted);
        }

        store.Waiting.Should().Be(Places, "only those that have a place reach the store");
        engine.Engine.ResidentExecutions.Should().Be(Places, "memory holds no more than what has a place");
        starts.Where(start => start.IsFaulted).Should().AllSatisfy(start =>
            start.Exception!.InnerException.Should().BeOfType<StepFunctionsException>().Which.Code.Should().Be("ThrottlingException"));
        store.Release();
        (await Task.WhenAll(starts.Where(start => !start.IsFaulted))).Should().HaveCount(Places);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(5, long.MaxValue)]
    [InlineData(int.MaxValue, 10)] // five times {}
    public async Task StartExecution_TasksThatDoNotKeepUp_IsThrottled(int maxPending, long maxPendingBytes)
    {
        var never = new TaskCompletionSource<ServiceResult>();
        var options = Options with { MaxConcurrentRequests = 1_000, Tasks = new TaskDispatcherOptions { MaxConcurrent = 2, MaxPending = maxPending, MaxPendingBytes = maxPendingBytes } };
        await using var engine = await EngineHarness.StartAsync(new InMemoryExecutionStore(), new TestFunctions().On("book", (_, _) => never.Task), options: options);
        var machine = await engine.CreateAsync(Machines.OneTask);
        for (var number = 0; number < 7; number++)
        {
            await engine.StartExecutionAsync(machine, $"e{number}"); // two run, five wait
        }

        var start = engine.StartExecutionAsync(machine, "one-too-many");
        while (!start.IsCompleted)
        {
            _realTime.Advance(TimeSpan.FromSeconds(1));
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        (await FluentActions.Awaiting(() => start).Should().ThrowAsync<StepFunctionsException>()).Which.Code.Should().Be("ThrottlingException");
    }

    private sealed class StuckStore() : DelegatingStore(new InMemoryExecutionStore())
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _waiting;

        public int Waiting => Volatile.Read(ref _waiting);

        public void Release() => _released.TrySetResult();

        public override async Task CommitAsync(ExecutionCommit commit, CancellationToken cancellationToken)
        {
            _ = Interlocked.Increment(ref _waiting);
            await _released.Task;
            await Inner.CommitAsync(commit, cancellationToken);
        }
    }
}
