using System.Text.Json;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Catalog;

/// <summary>Client tokens of redrives, one per execution: the same request again, by a client that did not hear the answer, is answered and not done twice.</summary>
internal sealed class RedriveTokens(IExecutionStore store)
{
    /// <summary>Whether the execution's last redrive was this very request.</summary>
    public async Task<bool> IsRepeatedAsync(ExecutionRecord record, string clientToken, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = CatalogEntry.RedriveOf(record.ExecutionId);
        var entry = (await store.ReadCatalogAsync(name, cancellationToken)).FirstOrDefault(entry => entry.Name == name);
        var last = entry is null ? null : JsonSerializer.Deserialize(entry.Value!, CatalogJson.Default.StoredRedriveToken);
        return last is not null && last.Token == clientToken && record.RedriveCount >= last.RedriveCount && now - last.UsedAt < RedriveRules.ClientTokenLifetime;
    }

    /// <summary>
    /// Written before the redrive itself is committed. After a crash between the two the count says that the redrive never happened, and the
    /// request, when it comes again, is carried out.
    /// </summary>
    public Task KeepAsync(ExecutionRecord record, string clientToken, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var value = JsonSerializer.SerializeToUtf8Bytes(new StoredRedriveToken(clientToken, record.RedriveCount + 1, now), CatalogJson.Default.StoredRedriveToken);
        return store.WriteCatalogAsync([new CatalogEntry(CatalogEntry.RedriveOf(record.ExecutionId), value)], cancellationToken);
    }
}
