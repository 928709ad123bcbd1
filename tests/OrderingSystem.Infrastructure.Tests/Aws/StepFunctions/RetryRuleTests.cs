using System.Net;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Transport;

namespace OrderingSystem.Infrastructure.Tests.Aws.StepFunctions;

public sealed class RetryRuleTests
{
    private static readonly AmazonStepFunctionsException ServerFailure =
        new("down", ErrorType.Receiver, errorCode: null, requestId: null, HttpStatusCode.InternalServerError);

    private static readonly AmazonStepFunctionsException Throttled =
        new("Rate exceeded", ErrorType.Sender, "ThrottlingException", requestId: null, HttpStatusCode.BadRequest);

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(5, 1600)]
    [InlineData(30, 20_000)]
    public void Delay_ServerFailure_DoublesUpToItsCap(int retry, int milliseconds)
    {
        var rule = new RetryRule(maxRetries: 100, jitter: () => 1);

        var delay = rule.DelayBefore(retry, ServerFailure, isIdempotent: true);

        delay.Should().Be(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Fact]
    public void Delay_Throttled_IsLongerAndTakesAnyOperation()
    {
        var rule = new RetryRule(maxRetries: 3, jitter: () => 0.5);

        var delay = rule.DelayBefore(1, Throttled, isIdempotent: false);

        delay.Should().Be(TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public void Delay_AmbiguousAndNotIdempotent_IsNone()
    {
        var rule = new RetryRule(maxRetries: 3, jitter: () => 1);

        rule.DelayBefore(1, ServerFailure, isIdempotent: false).Should().BeNull();
    }

    [Fact]
    public void Delay_OverMaxRetries_IsNone()
    {
        var rule = new RetryRule(maxRetries: 2, jitter: () => 1);

        rule.DelayBefore(3, ServerFailure, isIdempotent: true).Should().BeNull();
    }

    [Fact]
    public void RandomJitter_ManyDraws_StayWithinZeroAndOne()
    {
        var draws = Enumerable.Range(0, 1000).Select(_ => RetryRule.RandomJitter()).ToList();

        draws.Should().OnlyContain(draw => draw >= 0 && draw <= 1);
        draws.Distinct().Should().HaveCountGreaterThan(900);
    }
}
