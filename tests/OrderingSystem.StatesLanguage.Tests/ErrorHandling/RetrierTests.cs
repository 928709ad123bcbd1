using System.Collections.Immutable;
using CsCheck;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.StatesLanguage.Tests.ErrorHandling;

public sealed class RetrierTests
{
    private static readonly Gen<Retrier> Retriers =
        from interval in Gen.Long[1, 10_000]
        from rate in Gen.Double[1, 20]
        from maxDelay in Gen.Long[1, 31_622_400]
        from isBounded in Gen.Bool
        from jitter in Gen.Bool
        select new Retrier(["States.ALL"], interval, 99_999_999, rate, isBounded ? maxDelay : null, jitter);

    [Fact]
    public void DelayBefore_AnyAttempt_StaysWithinMaxDelaySeconds() => Gen.Select(Retriers, Gen.Int[1, 100_000], Gen.ULong).Sample((retrier, attempt, seed) =>
    {
        var delay = retrier.DelayBefore(attempt, new SeededRandomSource(seed));

        return delay >= TimeSpan.Zero && delay <= TimeSpan.FromSeconds(retrier.MaxDelaySeconds ?? 99_999_999);
    });

    [Fact]
    public void DelayBefore_WithoutJitter_NeverShrinksFromTryToTry() => Gen.Select(Retriers, Gen.Int[1, 5_000]).Sample((retrier, attempt) =>
    {
        var plain = retrier with { FullJitter = false };

        return plain.DelayBefore(attempt + 1, new SeededRandomSource(1)) >= plain.DelayBefore(attempt, new SeededRandomSource(1));
    });

    [Fact]
    public void DelayBefore_FullJitter_SpreadsEvenlyUpToTheBackoff()
    {
        var retrier = new Retrier(["States.ALL"], 100, 3, 2, null, FullJitter: true);
        var random = new SeededRandomSource(42);

        var delays = Enumerable.Range(0, 20_000).Select(_ => retrier.DelayBefore(2, random).TotalSeconds).ToList();

        delays.Should().OnlyContain(delay => delay >= 0 && delay <= 200);
        delays.Average().Should().BeInRange(97, 103);
        delays.Count(delay => delay < 20).Should().BeInRange(1_800, 2_200);
    }

    [Fact]
    public void Retry_TwoErrors_EachRetrierCountsItsOwnTries()
    {
        string[] errors = ["A", "B", "A", "B", "A"];
        var replay = Machine.Run(
            Machine.Of($$"""
                { "Type": "Task", "Resource": "{{Machine.Function}}", "End": true, "Retry": [
                    { "ErrorEquals": [ "A" ], "MaxAttempts": 2, "IntervalSeconds": 1 }, { "ErrorEquals": [ "B" ], "MaxAttempts": 2, "IntervalSeconds": 1 } ] }
                """),
            script: task => ScriptedAnswer.Throws(errors[task.RetryCount]));

        replay.Commands.OfType<StartTask>().Should().HaveCount(5, "two retries for A, two for B");
        replay.Execution.Error!.Name.Should().Be("A");
    }

    [Fact]
    public void Retry_ExponentialBackoffWithBound_TriesComeAtTheseTimes()
    {
        var starts = new List<double>();
        ExecutionReplay? replay = null;
        replay = Machine.Replay(
            Machine.Of($$"""
                { "Type": "Task", "Resource": "{{Machine.Function}}", "End": true,
                  "Retry": [ { "ErrorEquals": [ "States.ALL" ], "IntervalSeconds": 2, "BackoffRate": 3, "MaxDelaySeconds": 10, "MaxAttempts": 4 } ] }
                """),
            _ =>
            {
                starts.Add((replay!.Now - ExecutionReplay.StartTime).TotalSeconds);
                return ScriptedAnswer.Throws("Boom");
            });

        replay.Run(ExecutionReplay.Facts("{}"));

        starts.Should().Equal(0, 2, 8, 18, 28);
    }

    [Theory]
    [InlineData("States.TaskFailed", "Boom", true)]
    [InlineData("States.TaskFailed", "States.Timeout", false)]
    [InlineData("States.ALL", "States.Timeout", true)]
    [InlineData("Boom", "Boom", true)]
    [InlineData("Boom", "boom", false)]
    [InlineData("States.ALL", null, true)]
    public void Matches_ErrorName_AsTheStatesLanguageSays(string pattern, string? name, bool matches)
    {
        ImmutableArray<string> errorEquals = [pattern];

        errorEquals.Matches(name, heartbeatMissed: false).Should().Be(matches);
    }
}
