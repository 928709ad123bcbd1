using OrderingSystem.Infrastructure.Carriers.BobsPost;

namespace OrderingSystem.Infrastructure.Tests.Carriers.BobsPost;

public sealed class BobsPostOptionsValidatorTests
{
    [Fact]
    public void Validate_DefaultsWithAnAddress_Succeeds()
    {
        Failures(_ => { }).Should().BeEmpty();
    }

    [Fact]
    public void Validate_EveryOptionWrong_NamesThemAll()
    {
        var failures = Failures(options =>
        {
            options.BaseAddress = new Uri("ftp://bobs-post.example");
            options.TotalTimeout = TimeSpan.Zero;
            options.AttemptTimeout = TimeSpan.FromDays(1);
            options.Attempts = 0;
            options.MaxConcurrency = 0;
            options.MaxQueued = -1;
            options.BreakerFailureRatio = double.NaN;
            options.BreakerMinimumAttempts = 1;
            options.MaxRetryDelay = TimeSpan.Zero;
            options.ConnectTimeout = TimeSpan.Zero;
            options.BreakerDuration = TimeSpan.Zero;
            options.BreakerSampling = TimeSpan.Zero;
        });

        failures.Select(failure => failure.Split(':')[0]).Distinct().Should().BeEquivalentTo(
            nameof(BobsPostOptions.BaseAddress),
            nameof(BobsPostOptions.TotalTimeout),
            nameof(BobsPostOptions.AttemptTimeout),
            nameof(BobsPostOptions.Attempts),
            nameof(BobsPostOptions.MaxConcurrency),
            nameof(BobsPostOptions.MaxQueued),
            nameof(BobsPostOptions.BreakerFailureRatio),
            nameof(BobsPostOptions.BreakerMinimumAttempts),
            nameof(BobsPostOptions.MaxRetryDelay),
            nameof(BobsPostOptions.ConnectTimeout),
            nameof(BobsPostOptions.BreakerDuration),
            nameof(BobsPostOptions.BreakerSampling));
    }

    private static string[] Failures(Action<BobsPostOptions> change)
    {
        var options = new BobsPostOptions { BaseAddress = new Uri("http://127.0.0.1:5090") };
        change(options);
        return [.. new BobsPostOptionsValidator().Validate(name: null, options).Failures ?? []];
    }
}
