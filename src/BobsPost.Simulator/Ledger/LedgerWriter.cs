using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace BobsPost.Simulator.Ledger;

/// <summary>
/// The one writer of the file. It commits whatever waits as one transaction, so that the cost of reaching the disk is shared.
/// </summary>
internal sealed class LedgerWriter : IAsyncDisposable
{
    private const int MaxGroup = 1_000;

    // Bounded, so that callers slow down instead of memory growing.
    private readonly Channel<Work> _waiting = Channel.CreateBounded<Work>(10_000);
    private readonly LedgerStatements _statements;
    private readonly Task _loop;

    /// <param name="connection">Belongs to the writer from here on.</param>
    public LedgerWriter(SqliteConnection connection)
    {
        _statements = new LedgerStatements(connection);
        _loop = Task.Run(CommitAllAsync);
    }

    /// <summary>Why changes that nobody waited for did not reach the disk; null where all did.</summary>
    public Exception? LostRows { get; private set; }

    /// <summary>Runs the change and returns once it is on disk.</summary>
    public async Task<T> CommitAsync<T>(Func<LedgerStatements, T> change, CancellationToken cancellationToken)
    {
        var work = new Work<T>(change);
        await _waiting.Writer.WriteAsync(work, cancellationToken);
        return await work.Committed; // not cancellable: from here on it happens
    }

    /// <summary>Hands the change over; it is on disk with the next group, and before anything handed over later.</summary>
    public ValueTask SubmitAsync(Action<LedgerStatements> change) => _waiting.Writer.WriteAsync(new Row(change, this));

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        _statements.Dispose();
    }

    private async Task CommitAllAsync()
    {
        var group = new List<Work>(MaxGroup);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < MaxGroup && _waiting.Reader.TryRead(out var work))
            {
                group.Add(work);
            }

            try
            {
                using (var transaction = _statements.Begin())
                {
                    foreach (var work in group)
                    {
                        work.Run(_statements);
                    }

                    transaction.Commit();
                }

                group.ForEach(work => work.Succeed());
            }
            catch (Exception failure)
            {
                // A full disk, say: the whole group was rolled back, each caller hears so, and the next group has its own chance.
                group.ForEach(work => work.Fail(failure));
            }

            group.Clear();
        }
    }

    private abstract class Work
    {
        public abstract void Run(LedgerStatements statements);

        public abstract void Succeed();

        public abstract void Fail(Exception failure);
    }

    private sealed class Row(Action<LedgerStatements> change, LedgerWriter writer) : Work
    {
        public override void Run(LedgerStatements statements) => change(statements);

        public override void Succeed()
        {
        }

        public override void Fail(Exception failure) => writer.LostRows = failure;
    }

    private sealed class Work<T>(Func<LedgerStatements, T> change) : Work
    {
        private readonly TaskCompletionSource<T> _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Committed => _committed.Task;

        public override void Run(LedgerStatements statements) => _result = change(statements);

        public override void Succeed() => _committed.SetResult(_result);

        public override void Fail(Exception failure) => _committed.SetException(failure);
    }
}
