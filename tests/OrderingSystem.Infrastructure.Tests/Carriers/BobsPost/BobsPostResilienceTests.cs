using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Infrastructure.Carriers.BobsPost;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Testing;
using Polly.Timeout;

namespace OrderingSystem.Infrastructure.Tests.Carriers.BobsPost;

public sealed class BobsPostResilienceTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Configure_Pipeline_HasItsStrategiesInThisOrder()
    {
        var options = new BobsPostOptions();

        var strategies = Strategies(options);

        strategies.Select(strategy => strategy?.GetType()).Should().Equal(
            typeof(TimeoutStrategyOptions),
            typeof(RateLimiterStrategyOptions),
            typeof(RetryStrategyOptions<HttpResponseMessage>),
            typeof(CircuitBreakerStrategyOptions<HttpResponseMessage>),
            typeof(TimeoutStrategyOptions));
        ((TimeoutStrategyOptions)strategies[0]!).Timeout.Should().Be(options.TotalTimeout);
        ((TimeoutStrategyOptions)strategies[^1]!).Timeout.Should().Be(options.AttemptTimeout);
        var retry = (RetryStrategyOptions<HttpResponseMessage>)strategies[2]!;
        retry.MaxRetryAttempts.Should().Be(options.Attempts - 1);
        retry.UseJitter.Should().BeTrue();
        retry.BackoffType.Should().Be(DelayBackoffType.Exponential);
    }

    [Fact]
    public void Configure_OneAttempt_HasNoRetry()
    {
        Strategies(new BobsPostOptions { Attempts = 1 }).Should().NotContain(strategy => strategy is RetryStrategyOptions<HttpResponseMessage>);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("Mon, 02 Mar 2026 09:00:04 GMT", 4)]
    public async Task Retry_RetryAfterInEitherForm_IsTheLeastWaitAndJitterComesOnTop(string retryAfter, int seconds)
    {
        var options = new BobsPostOptions();
        var retry = Strategies(options).OfType<RetryStrategyOptions<HttpResponseMessage>>().Single();
        using var response = Answer(HttpStatusCode.ServiceUnavailable, retryAfter);

        var (retried, delay) = await AskAsync(retry, response);

        retried.Should().BeTrue();
        delay.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(seconds)).And.BeLessThan(TimeSpan.FromSeconds(seconds) + options.RetryDelay);
    }

    [Fact]
    public async Task Retry_RetryAfterInThePast_WaitsAsUsual()
    {
        var retry = Strategies(new BobsPostOptions()).OfType<RetryStrategyOptions<HttpResponseMessage>>().Single();
        using var response = Answer(HttpStatusCode.TooManyRequests, s_now.AddHours(-1).ToString("R", CultureInfo.InvariantCulture));

        var (retried, delay) = await AskAsync(retry, response);

        retried.Should().BeTrue();
        delay.Should().BeNull();
    }

    [Fact]
    public async Task Retry_RetryAfterBeyondTheLongestWait_IsLeftToTheCaller()
    {
        var retry = Strategies(new BobsPostOptions()).OfType<RetryStrategyOptions<HttpResponseMessage>>().Single();
        using var response = Answer(HttpStatusCode.TooManyRequests, "3600");

        var (retried, _) = await AskAsync(retry, response);

        retried.Should().BeFalse();
    }

    private static IReadOnlyList<ResilienceStrategyOptions?> Strategies(BobsPostOptions options)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage>();
        new BobsPostResilience(Options.Create(options), new FakeTimeProvider(s_now), TimeProvider.System).Configure(builder);
        return [.. builder.Build().GetPipelineDescriptor().Strategies.Select(strategy => strategy.Options)];
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string retryAfter)
    {
        var response = new HttpResponseMessage(status);
        response.Headers.TryAddWithoutValidation("Retry-After", retryAfter).Should().BeTrue();
        return response;
    }

    private static async Task<(bool Retried, TimeSpan? Delay)> AskAsync(RetryStrategyOptions<HttpResponseMessage> retry, HttpResponseMessage response)
    {
        var context = ResilienceContextPool.Shared.Get();
        var outcome = Outcome.FromResult(response);
        var retried = await retry.ShouldHandle(new RetryPredicateArguments<HttpResponseMessage>(context, outcome, attemptNumber: 0));
        var delay = await retry.DelayGenerator!(new RetryDelayGeneratorArguments<HttpResponseMessage>(context, outcome, attemptNumber: 0));
        ResilienceContextPool.Shared.Return(context);
        return (retried, delay);
    }
}
