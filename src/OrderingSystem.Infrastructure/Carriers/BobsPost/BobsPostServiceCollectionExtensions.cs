using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Infrastructure.Carriers.Keys;

namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

public static class BobsPostServiceCollectionExtensions
{
    /// <summary>Makes Bob's Post the <see cref="ICarrierGateway"/>. Its options are validated when the host starts.</summary>
    /// <remarks>An <see cref="ICarrierKey"/> that was registered before is used in place of <see cref="BobsPostOptions.ApiKey"/>.</remarks>
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
        services.TryAddSingleton<ICarrierKey>(provider => new GivenCarrierKey(provider.GetRequiredService<IOptions<BobsPostOptions>>().Value.ApiKey));
        services.AddSingleton(provider => new BobsPostClients(
            provider.GetRequiredService<IOptions<BobsPostOptions>>(),
            provider.GetRequiredService<BobsPostResilience>(),
            provider.GetRequiredService<ICarrierKey>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<ICarrierGateway>(provider =>
        {
            var clients = provider.GetRequiredService<BobsPostClients>();
            return new BobsPostGateway(
                clients.Calls,
                clients.Probes,
                provider.GetRequiredService<BobsPostResilience>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>().CreateLogger<BobsPostGateway>());
        });
        return services;
    }
}
