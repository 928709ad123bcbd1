using OrderingSystem.Engine.Sqlite.Checking;
using OrderingSystem.Engine.Sqlite.Folder;
using OrderingSystem.Engine.Sqlite.Native;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tests.Stores;

namespace OrderingSystem.Engine.Sqlite.Tests.Folder;

public sealed class ConsistentCopyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _copy = new();
    private readonly SampleExecutions _samples = new();

    private string OtherFile => Path.Combine(_folder.Path, "other.db");

    public void Dispose()
    {
        _folder.Dispose();
        _copy.Dispose();
    }

    [Fact]
    public async Task Take_WhileTheStoreIsWrittenTo_CanBeStartedFrom()
    {
        await using var store = await OpenWithRevisionAsync();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => WriteAsync(store, stop.Token));
        while (store.Transactions < 50)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        ConsistentCopy.Take([(_folder.DatabasePath, _copy.DatabasePath)]);
        await stop.CancelAsync();
        var written = await writing;

        var report = StoreCheck.Run(_copy.Path, []);
        report.Problems.Should().BeEmpty();
        report.Executions.Should().BePositive().And.BeLessThanOrEqualTo(written);
        await using var restored = SqliteExecutionStore.Open(_copy.Path);
        restored.LastExecutionId.Should().Be(report.Executions);
    }

    /// <summary>Each number is written to the engine's file first and then to the other, as an order's execution and its record are.</summary>
    [Fact]
    public async Task Take_TwoFilesThatAreWrittenInTurn_NeitherIsAheadOfTheOther()
    {
        Sql.Execute(_folder.DatabasePath, "PRAGMA journal_mode = WAL; CREATE TABLE numbers (n INTEGER)");
        Sql.Execute(OtherFile, "PRAGMA journal_mode = WAL; CREATE TABLE numbers (n INTEGER)");
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => WriteInTurn(stop.Token));
        for (var round = 0; round < 20; round++)
        {
            var (first, second) = (Path.Combine(_copy.Path, $"first{round}.db"), Path.Combine(_copy.Path, $"second{round}.db"));

            ConsistentCopy.Take([(_folder.DatabasePath, first), (OtherFile, second)]);

            (Newest(first) - Newest(second)).Should().BeInRange(0, 1);
        }

        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Take_CopyExists_RefusesAndLeavesIt()
    {
        await (await OpenWithRevisionAsync()).DisposeAsync();
        await File.WriteAllTextAsync(_copy.DatabasePath, "mine");

        var take = () => ConsistentCopy.Take([(_folder.DatabasePath, _copy.DatabasePath)]);

        take.Should().Throw<DataFolderException>().WithMessage("*exists already*");
        (await File.ReadAllTextAsync(_copy.DatabasePath)).Should().Be("mine");
    }

    [Fact]
    public void Take_NoSuchFile_SaysWhich()
    {
        var take = () => ConsistentCopy.Take([(_folder.DatabasePath, _copy.DatabasePath)]);

        take.Should().Throw<DataFolderException>().WithMessage($"*{_folder.DatabasePath}*");
    }

    private static long Newest(string path)
    {
        using var connection = SqliteConnection.Open(path, readOnly: true);
        return connection.ReadNumber("SELECT coalesce(max(n), 0) FROM numbers");
    }

    private void WriteInTurn(CancellationToken cancellationToken)
    {
        using var first = SqliteConnection.Open(_folder.DatabasePath, readOnly: false);
        using var second = SqliteConnection.Open(OtherFile, readOnly: false);
        for (var number = 1; !cancellationToken.IsCancellationRequested; number++)
        {
            first.Execute($"INSERT INTO numbers (n) VALUES ({number})");
            second.Execute($"INSERT INTO numbers (n) VALUES ({number})");
        }
    }

    private async Task<int> WriteAsync(SqliteExecutionStore store, CancellationToken cancellationToken)
    {
        var id = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            id++;
            await store.CommitAsync(_samples.Start(id, $"e{id}"), default);
        }

        return id;
    }

    private async Task<SqliteExecutionStore> OpenWithRevisionAsync()
    {
        var store = SqliteExecutionStore.Open(_folder.Path);
        await store.AddRevisionAsync(SampleExecutions.Revision(), default);
        return store;
    }
}
