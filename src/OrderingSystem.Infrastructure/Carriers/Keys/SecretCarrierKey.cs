using System.Text.Json;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;

namespace OrderingSystem.Infrastructure.Carriers.Keys;

/// <summary>
/// The key in AWS Secrets Manager: read before the first call of the carrier and kept for the process, until the carrier refuses it. So a rotation costs one
/// refused call per process, and no restart.
/// </summary>
/// <param name="secretArn">The secret is the key itself, or JSON with the member <c>apiKey</c>.</param>
internal sealed class SecretCarrierKey(IAmazonSecretsManager secrets, string secretArn, TimeProvider clock) : ICarrierKey, IDisposable
{
    /// <summary>A carrier that refuses the right key must not have us ask Secrets Manager with every call.</summary>
    public static readonly TimeSpan ShortestAge = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile KeyRead? _current;

    public async ValueTask<string?> GetAsync(CancellationToken cancellationToken) =>
        (_current ?? await ReadAsync(isStale: static _ => false, cancellationToken)).Key;

    public async ValueTask<string?> RenewAsync(string? refused, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(current => current.Key == refused && clock.GetElapsedTime(current.ReadAt) >= ShortestAge, cancellationToken);
        return read.Key == refused ? null : read.Key;
    }

    public void Dispose() => _turn.Dispose();

    private async Task<KeyRead> ReadAsync(Func<KeyRead, bool> isStale, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return _current is { } current && !isStale(current) ? current : _current = new KeyRead(await AskAsync(cancellationToken), clock.GetTimestamp());
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    private async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var response = await secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = secretArn }, cancellationToken);
            return KeyIn(response.SecretString)
                ?? throw new CarrierKeyUnavailableException("The secret with the carrier's key holds none: it is the key itself, or JSON with the member apiKey.");
        }
        catch (AmazonServiceException exception)
        {
            throw new CarrierKeyUnavailableException($"The secret with the carrier's key cannot be read ({exception.ErrorCode ?? "no answer"}).", exception);
        }
        catch (AmazonClientException exception)
        {
            throw new CarrierKeyUnavailableException("The secret with the carrier's key cannot be read: there are no AWS credentials.", exception);
        }
    }

    /// <returns>Null where there is none that a header can carry.</returns>
    private static string? KeyIn(string? secret)
    {
        var key = secret?.Trim();
        if (key?.StartsWith('{') == true)
        {
            try
            {
                using var json = JsonDocument.Parse(key);
                key = json.RootElement.TryGetProperty("apiKey", out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return CarrierKeys.IsKey(key) ? key : null;
    }

    private sealed record KeyRead(string Key, long ReadAt);
}
