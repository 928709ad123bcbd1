using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OrderingSystem.Identity.Clients;
using OrderingSystem.Identity.Keys;
using OrderingSystem.Identity.Storage;
using OrderingSystem.Identity.Users;

namespace OrderingSystem.Identity;

/// <summary>
/// Brings users and clients into the file once the server's address is known, and keeps house afterwards. It runs beside the start, which need not wait for
/// password hashes and for Entity Framework; only requests for sign-in do.
/// </summary>
internal sealed class Seeding(
    IdentityDatabase database,
    KeyRing keys,
    UserAccounts users,
    IssuerAddress issuer,
    IServiceScopeFactory scopes,
    IHostApplicationLifetime lifetime,
    IOptions<SignInOptions> options,
    TokenKeysChanged keysChanged,
    ILogger<Seeding> logger) : BackgroundService, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private readonly TaskCompletionSource _seeded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when everybody who should be there is.</summary>
    public Task WhenReadyAsync(CancellationToken cancellationToken) => _seeded.Task.WaitAsync(cancellationToken);

    /// <summary>Waits for what runs to end, so that nothing here touches the file afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (ExecuteTask is { } running)
        {
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
            await SeedAsync(stoppingToken);
            _seeded.SetResult();
        }
        catch (Exception ended) when (ended is ObjectDisposedException || (ended is OperationCanceledException && stoppingToken.IsCancellationRequested))
        {
            _seeded.TrySetCanceled(stoppingToken); // the server was stopped before it had quite begun
            return;
        }
        catch (Exception failure)
        {
            logger.SeedingFailed(failure);
            _seeded.SetException(failure);
            return;
        }

        while (true)
        {
            await KeepHouseAsync(stoppingToken);
            await Task.Delay(Pause, TimeProvider.System, stoppingToken);
        }
    }

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(cancellationToken);
    }

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        foreach (var user in options.Value.Users)
        {
            users.Ensure(user);
        }

        var address = issuer.Value;
        var fingerprint = Fingerprint(address);
        if (database.Query("SELECT fingerprint FROM seeded_clients", reader => reader.GetString(0)).SingleOrDefault() == fingerprint)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        await ClientRegistration.ApplyAsync(scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>(), options.Value, address, cancellationToken);
        database.Execute("INSERT INTO seeded_clients (id, fingerprint) VALUES (1, $fingerprint) ON CONFLICT (id) DO UPDATE SET fingerprint = $fingerprint", ("$fingerprint", fingerprint));
    }

    /// <summary>What the clients were made from. Keyed, so that it is no hash of the secret that could be searched.</summary>
    private string Fingerprint(Uri address)
    {
        var text = string.Join(
            '\n',
            (IEnumerable<string>)["1", address.AbsoluteUri, .. options.Value.DevelopmentOrigins.Select(origin => origin.AbsoluteUri), .. options.Value.Scopes, options.Value.Program?.ClientId ?? string.Empty, options.Value.Program?.ClientSecret ?? string.Empty]);
        var oldest = (SymmetricSecurityKey)keys.EncryptionKeys[^1].Key;
        return Convert.ToHexStringLower(HMACSHA256.HashData(oldest.Key, Encoding.UTF8.GetBytes(text)));
    }

    private async Task KeepHouseAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (keys.Rotate())
            {
                keysChanged.Raise();
            }

            users.ForgetOldAttempts();
            await using var scope = scopes.CreateAsyncScope();
            var limit = options.Value.Clock.GetUtcNow() - options.Value.RefreshTokenLifetime;
            _ = await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(limit, cancellationToken);
            _ = await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(limit, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not ObjectDisposedException)
        {
            logger.HousekeepingFailed(failure); // tried again in an hour
        }
    }
}
