using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Stores.InMemory;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Executions;

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
    public async Task StartExecution_TasksThatDoNotKeepUp_IsAcceptedAndWaitsOnDiskInItsTurn(int maxPending, long maxPendingBytes)
    {
        const int Starts = 300;
        var open = new TaskCompletionSource();
        var order = new List<string>();
        var options = Options with { MaxConcurrentRequests = 1_000, Tasks = new TaskDispatcherOptions { MaxConcurrent = 1, MaxPending = maxPending, MaxPendingBytes = maxPendingBytes } };
        var functions = new TestFunctions().On("book", async (call, _) =>
        {
            await open.Task;
            order.Add(call.Execution.Name);
            return ServiceResult.Success(call.Parameters);
        });
        await using var engine = await EngineHarness.StartAsync(new InMemoryExecutionStore(), functions, options: options);
        var machine = await engine.CreateAsync(Machines.OneTask);
        var arns = new List<string>();
        for (var number = 0; number < Starts; number++)
        {
            arns.Add(await engine.StartExecutionAsync(machine, $"e{number}"));
        }

        engine.Engine.ResidentExecutions.Should().BeLessThanOrEqualTo(7, "one runs, five wait in memory and one may be on its way out");

        open.SetResult();
        foreach (var arn in arns)
        {
            await engine.Engine.Api.WaitForEndAsync(arn, TestContext.Current.CancellationToken);
        }

        order.Should().OnlyHaveUniqueItems().And.HaveCount(Starts);
        order.Select((name, turn) => Math.Abs(int.Parse(name[1..], CultureInfo.InvariantCulture) - turn)).Should().OnlyContain(late => late <= 64, "they are read in their order, so many together");
    }

    [Fact(Timeout = 60_000)]
    public async Task StopExecution_OfOneThatWaitsOnDisk_EndsItAndItsTaskIsNeverCalled()
    {
        var open = new TaskCompletionSource();
        var called = new List<string>();
        var options = Options with { Tasks = new TaskDispatcherOptions { MaxConcurrent = 1, MaxPending = 1 } };
        var functions = new TestFunctions().On("book", async (call, _) =>
        {
            await open.Task;
            called.Add(call.Execution.Name);
            return ServiceResult.Success(call.Parameters);
        });
        await using var engine = await EngineHarness.StartAsync(new InMemoryExecutionStore(), functions, options: options);
        var machine = await engine.CreateAsync(Machines.OneTask);
        var arns = new List<string>();
        for (var number = 0; number < 4; number++)
        {
            arns.Add(await engine.StartExecutionAsync(machine, $"e{number}"));
        }

        await engine.Engine.Api.StopExecutionAsync(arns[3], error: null, cause: "not wanted", TestContext.Current.CancellationToken);

        open.SetResult();
        var ends = new List<ExecutionStatus>();
        foreach (var arn in arns)
        {
            await engine.Engine.Api.WaitForEndAsync(arn, TestContext.Current.CancellationToken);
            ends.Add((await engine.Engine.Api.DescribeExecutionAsync(arn, TestContext.Current.CancellationToken)).Status);
        }

        ends.Should().Equal(ExecutionStatus.Succeeded, ExecutionStatus.Succeeded, ExecutionStatus.Succeeded, ExecutionStatus.Aborted);
        called.Should().Equal("e0", "e1", "e2");
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
