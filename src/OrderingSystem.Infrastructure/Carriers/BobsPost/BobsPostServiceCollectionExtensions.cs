using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Carriers;
using Polly;

namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

public static class BobsPostServiceCollectionExtensions
{
    internal const string CallClient = "bobs-post";
    internal const string ProbeClient = "bobs-post-probe";

    // The clients live as long as the process; their connections do not, so that a carrier that moves is found.
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(2);

    /// <summary>Makes Bob's Post the <see cref="ICarrierGateway"/>. Its options are validated when the host starts.</summary>
    /// <param name="pipelineClock">
    /// The time of timeouts, retries and the breaker; null for real time. The registered <see cref="TimeProvider"/>, which may jump, is the
    /// carrier's: Retry-After is counted by it.
    /// </param>
    public static IServiceCollection AddBobsPost(this IServiceCollection services, Action<BobsPostOptions> configure, TimeProvider? pipelineClock = null)
    {
        services.AddOptions<BobsPostOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BobsPostOptions>, BobsPostOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new BobsPostResilience(
            provider.GetRequiredService<IOptions<BobsPostOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            pipelineClock ?? TimeProvider.System));
        AddClient(services, CallClient, static resilience => resilience.Configure);
        AddClient(services, ProbeClient, static resilience => resilience.ConfigureProbe);
        services.AddSingleton<ICarrierGateway>(provider =>
        {
            var clients = provider.GetRequiredService<IHttpClientFactory>();
            return new BobsPostGateway(
                clients.CreateClient(CallClient),
                clients.CreateClient(ProbeClient),
                provider.GetRequiredService<BobsPostResilience>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<BobsPostGateway>>());
        });
        return services;
    }

    private static void AddClient(
        IServiceCollection services,
        string name,
        Func<BobsPostResilience, Action<ResiliencePipelineBuilder<HttpResponseMessage>>> pipeline)
    {
        var client = services.AddHttpClient(name);
        client.RemoveAllLoggers(); // they write addresses and headers
        client.SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        client.ConfigureHttpClient((provider, http) =>
        {
            http.BaseAddress = WithTrailingSlash(provider.GetRequiredService<IOptions<BobsPostOptions>>().Value.BaseAddress!);
            http.Timeout = Timeout.InfiniteTimeSpan; // the pipeline's total timeout is the one that counts
        });
        client.ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = provider.GetRequiredService<IOptions<BobsPostOptions>>().Value.ConnectTimeout,
            PooledConnectionLifetime = s_connectionLifetime,
        });
        client.AddResilienceHandler(name, (builder, context) => pipeline(context.ServiceProvider.GetRequiredService<BobsPostResilience>())(builder));
        client.AddHttpMessageHandler(() => new WholeAnswerHandler()); // last, so innermost
    }

    // Without it the last segment of a path prefix would be replaced instead of kept.
    private static Uri WithTrailingSlash(Uri address) =>
        address.AbsolutePath.EndsWith('/') ? address : new UriBuilder(address) { Path = address.AbsolutePath + "/" }.Uri;
}
