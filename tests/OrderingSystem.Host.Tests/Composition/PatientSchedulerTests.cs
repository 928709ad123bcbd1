using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Host.Composition;

namespace OrderingSystem.Host.Tests.Composition;

public sealed class PatientSchedulerTests
{
    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.FromMilliseconds(0.4) }; // each look at the clock takes some of a turn

    [Fact]
    public async Task NoRequest_RunsEverything()
    {
        var scheduler = new PatientScheduler(new RequestsUnderWay(_time), _time);

        var done = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(number => RunAsync(scheduler, number))).WaitAsync(TestContext.Current.CancellationToken);

        done.Should().Equal(Enumerable.Range(0, 1_000));
    }

    [Fact]
    public async Task RequestUnderWay_RunsOneAtATimeAndPausesAfterATurn()
    {
        var requests = new RequestsUnderWay(_time);
        var scheduler = new PatientScheduler(requests, _time);
        using var request = requests.Enter();
        var (running, most, ran) = (0, 0, 0);
        var work = Enumerable.Range(0, 20).Select(_ => Task.Factory.StartNew(
            () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                _ = Interlocked.Increment(ref ran);
                _ = Interlocked.Decrement(ref running);
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.None, scheduler)).ToList();

        await Task.WhenAny(work).WaitAsync(TestContext.Current.CancellationToken);
        var all = Task.WhenAll(work);
        while (!all.IsCompleted)
        {
            using var another = requests.Enter();
            _time.Advance(TimeSpan.FromMilliseconds(20)); // the pause
            await Task.Yield();
        }

        most.Should().Be(1);
        ran.Should().Be(20, "what waits gets its share however long requests keep coming");
    }

    [Fact]
    public void Request_ThatTakesLong_NoLongerCounts()
    {
        var time = new FakeTimeProvider();
        var requests = new RequestsUnderWay(time);
        using var slow = requests.Enter();
        var atFirst = requests.Any;

        time.Advance(TimeSpan.FromSeconds(1));

        (atFirst, requests.Any).Should().Be((true, false));
    }

    [Fact]
    public void Request_DisposedTwice_CountsOnce()
    {
        var requests = new RequestsUnderWay(new FakeTimeProvider());
        var first = requests.Enter();
        using var second = requests.Enter();

        first.Dispose();
        first.Dispose();

        requests.Any.Should().BeTrue();
    }

    private static async Task<int> RunAsync(TaskScheduler scheduler, int number)
    {
        await Task.Factory.StartNew(() => { }, CancellationToken.None, TaskCreationOptions.None, scheduler);
        return number;
    }
}
