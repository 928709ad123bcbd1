using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Executions;

public sealed class RedriveBatchTests
{
    private readonly FakeTimeProvider _clock = new(Samples.Start);
    private readonly InMemoryOrderStore _orders = new();
    private readonly FakeExecutionOperations _operations;
    private readonly RedriveBatch _batch;

    public RedriveBatchTests()
    {
        _operations = new FakeExecutionOperations(_clock);
        _batch = new RedriveBatch(_operations, new OperateExecution(_orders, _operations, _clock), _clock);
    }

    [Fact]
    public async Task Run_UntilItIsOver_RedrivesAllOldestFirstAtItsPace()
    {
        var names = await FailAsync(25);
        _clock.Advance(TimeSpan.FromMinutes(1));

        var (steps, took) = await RunAsync(Job(perMinute: 60));

        _operations.Redriven.Should().Equal(names);
        steps.Select(step => step.Redriven).Should().Equal(10, 20, 25);
        steps[^1].Should().BeEquivalentTo(new { Total = 25, Redriven = 25, Declined = 0, Skipped = 0, NextAt = (DateTimeOffset?)null });
        took.Should().Be(TimeSpan.FromSeconds(20));
        (await _orders.ReadTimelineAsync(OrderId.Parse(names[0]), default)).Should().ContainSingle(entry => entry.Kind == TimelineKind.Redriven && entry.By == "olga");
    }

    [Fact]
    public async Task Run_WithFilters_TakesThoseThatMatch()
    {
        await FailAsync(2, error: "States.Runtime");
        _clock.Advance(TimeSpan.FromHours(1));
        var since = _clock.GetUtcNow();
        var late = await FailAsync(2, error: "States.Runtime", from: 2);
        await FailAsync(1, error: "Other", from: 4);
        _clock.Advance(TimeSpan.FromMinutes(1));

        var (steps, _) = await RunAsync(Job() with { Error = "States.Runtime", StoppedSince = since });

        _operations.Redriven.Should().Equal(late);
        steps[^1].Should().BeEquivalentTo(new { Total = 3, Redriven = 2, Skipped = 1 });
    }

    [Fact]
    public async Task Run_OneThatFailsAgain_IsNotRedrivenTwice()
    {
        var names = await FailAsync(12);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var job = Job(perMinute: 60);
        var first = await _batch.RunAsync(job, null, default);
        names.Take(10).ToList().ForEach(name => _operations.Put(name, "FAILED"));
        _clock.Advance(TimeSpan.FromSeconds(10));

        var second = await _batch.RunAsync(job, first, default);

        second.NextAt.Should().BeNull();
        _operations.Redriven.Should().Equal(names);
    }

    [Fact]
    public async Task Run_OneThatTheServiceDeclines_IsCountedAndLeft()
    {
        var names = await FailAsync(2);
        _operations.Put(names[0], "FAILED", "Execution redrivable period exceeded");
        _clock.Advance(TimeSpan.FromMinutes(1));

        var (steps, _) = await RunAsync(Job());

        steps[^1].Should().BeEquivalentTo(new { Redriven = 1, Declined = 1 });
    }

    private BulkRedriveInput Job(int perMinute = 600) => new("k", "order", perMinute, "The bug is mended.", "olga", _clock.GetUtcNow());

    private async Task<(List<RedriveStep> Steps, TimeSpan Took)> RunAsync(BulkRedriveInput job)
    {
        var began = _clock.GetUtcNow();
        var steps = new List<RedriveStep>();
        do
        {
            steps.Add(await _batch.RunAsync(job, steps.LastOrDefault(), default));
            _clock.SetUtcNow(steps[^1].NextAt ?? _clock.GetUtcNow());
        }
        while (steps[^1].NextAt is not null);
        return (steps, _clock.GetUtcNow() - began);
    }

    private async Task<List<string>> FailAsync(int count, string? error = null, int from = 0)
    {
        var names = new List<string>();
        for (var number = from; number < from + count; number++)
        {
            var order = Samples.OrderOf($"{number}");
            names.Add(order.OrderId.Value);
            await _orders.TryAddAsync(order with { ExecutionArn = FakeExecutionOperations.ArnOf(names[^1]) }, [], default);
            _operations.Put(names[^1], "FAILED", error: error);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        return names;
    }
}
