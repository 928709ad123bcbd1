using BobsPost.Simulator.Ledger;

namespace BobsPost.Simulator;

/// <summary>One request to the carrier's API and what the ledger says of it: one row, written before the answer goes out.</summary>
internal sealed class Exchange(LedgerFile ledger, DateTimeOffset at, string method, string path)
{
    private bool _recorded;

    /// <summary>Rises by one per request over the carrier's life.</summary>
    public long Number { get; } = ledger.NextRequestNumber();

    public DateTimeOffset At => at;

    public string? ClientReference { get; set; }

    public async Task RecordAsync(string answer)
    {
        if (!_recorded)
        {
            _recorded = true;
            await ledger.RecordAsync(Number, new LedgerRequest(at, method, path, ClientReference, answer));
        }
    }
}
