using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrderingSystem.Lambdas.Composition;

/// <summary>Options and loggers by types that the native compiler knows.</summary>
/// <remarks>
/// The container's registrations of <c>IOptions&lt;&gt;</c>, its kin and <c>ILogger&lt;&gt;</c> are open: each type is put together by reflection when it is
/// first asked for, which without a just-in-time compiler was two fifths of the processor's time until the first request for work. A function's options do
/// not change while it runs, so the monitors go as well.
/// </remarks>
internal static class ClosedServices
{
    /// <summary>Has these options read once, and validated at the start.</summary>
    public static IServiceCollection CloseOptions<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(this IServiceCollection services)
        where TOptions : class => services
        .AddSingleton(Read<TOptions>)
        .AddSingleton(static provider => new StartCheck(() => _ = provider.GetRequiredService<IOptions<TOptions>>()));

    /// <summary>Has the start validate what was closed, and nothing by way of monitors.</summary>
    public static IServiceCollection CloseStartupValidation(this IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton<IStartupValidator, StartupValidator>());

    public static IServiceCollection CloseLogger<TCategory>(this IServiceCollection services) =>
        services.AddSingleton<ILogger<TCategory>>(static provider => new Logger<TCategory>(provider.GetRequiredService<ILoggerFactory>()));

    private static IOptions<TOptions> Read<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(IServiceProvider provider)
        where TOptions : class
    {
        var factory = new OptionsFactory<TOptions>(
            provider.GetServices<IConfigureOptions<TOptions>>(),
            provider.GetServices<IPostConfigureOptions<TOptions>>(),
            provider.GetServices<IValidateOptions<TOptions>>());
        return Options.Create(factory.Create(Options.DefaultName));
    }

    /// <summary>Throws what is wrong with one kind of options.</summary>
    private sealed record StartCheck(Action Run);

    private sealed class StartupValidator(IEnumerable<StartCheck> checks) : IStartupValidator
    {
        public void Validate()
        {
            foreach (var check in checks)
            {
                check.Run();
            }
        }
    }
}
