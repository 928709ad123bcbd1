using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tests.Stores;

namespace OrderingSystem.Engine.Sqlite.Tests;

public sealed class SqliteExecutionStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SampleExecutions _samples = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Commit_ManyAtOnce_ShareFewTransactions()
    {
        await using var store = await OpenWithRevisionAsync();
        var commits = Enumerable.Range(1, 1_000).Select(id => _samples.Start(id, $"e{id}")).ToList();
        var before = store.Transactions;

        await Task.WhenAll(commits.Select(commit => store.CommitAsync(commit, default)));

        (store.Transactions - before).Should().BeLessThan(200);
        (await store.ListAsync(1, null, null, 2_000, default)).Should().HaveCount(1_000);
    }

    [Fact]
    public async Task Commit_OneOfAGroupIsRefused_TheOthersAreKept()
    {
        await using var store = await OpenWithRevisionAsync();
        var commits = Enumerable.Range(1, 100).Select(id => _samples.Start(id, id % 10 == 0 ? "same" : $"e{id}"));

        var outcomes = await Task.WhenAll(commits.Select(async commit =>
        {
            try
            {
                await store.CommitAsync(commit, default);
                return true;
            }
            catch (ExecutionNameTakenException)
            {
                return false;
            }
        }));

        outcomes.Count(accepted => accepted).Should().Be(91);
        (await store.ListAsync(1, null, null, 200, default)).Should().HaveCount(91);
    }

    [Fact]
    public async Task Commit_AWriteThatCannotBeCarriedOut_CostsOnlyItself()
    {
        await using var store = await OpenWithRevisionAsync();
        await store.CommitAsync(_samples.Start(50, "first"), default);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 100).Select(async id =>
        {
            try
            {
                await store.CommitAsync(_samples.Start(id, $"e{id}"), default); // 50 is taken: a bug of the caller
                return true;
            }
            catch (Exception e) when (e is not StoreFaultedException)
            {
                return false;
            }
        }));

        outcomes.Count(accepted => accepted).Should().Be(99);
        store.Faulted.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Open_AfterDisposing_EverythingIsThere()
    {
        var start = _samples.Start(7, "a");
        await using (var first = await OpenWithRevisionAsync())
        {
            await first.CommitAsync(start, default);
        }

        await using var second = SqliteExecutionStore.Open(_folder.Path);

        second.LastExecutionId.Should().Be(7);
        second.LatestEventTime.Should().BeOnOrAfter(SampleExecutions.Epoch).And.BeOnOrBefore(SampleExecutions.Epoch.AddSeconds(1));
        (await second.LoadAsync(7, default))!.Execution.Should().BeEquivalentTo(start.After);
    }

    [Fact]
    public async Task Open_FolderOwnedByAnother_NamesFolderAndProcess()
    {
        await using var store = await OpenWithRevisionAsync();

        var second = () => SqliteExecutionStore.Open(_folder.Path);

        second.Should().Throw<DataFolderException>().WithMessage($"*{_folder.Path}*another running process*{Environment.ProcessId}*");
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefusedUntouched()
    {
        await (await OpenWithRevisionAsync()).DisposeAsync();
        Sql.Execute(_folder.DatabasePath, "PRAGMA user_version = 99");
        var before = await File.ReadAllBytesAsync(_folder.DatabasePath);

        var open = () => SqliteExecutionStore.Open(_folder.Path);

        open.Should().Throw<DataFolderException>().WithMessage("*newer release (schema 99*");
        (await File.ReadAllBytesAsync(_folder.DatabasePath)).Should().Equal(before);
    }

    [Fact]
    public void Open_DatabaseOfAnotherProgram_IsRefused()
    {
        Sql.Execute(_folder.DatabasePath, "CREATE TABLE songs (title TEXT)");

        var open = () => SqliteExecutionStore.Open(_folder.Path);

        open.Should().Throw<DataFolderException>().WithMessage("*another program*");
    }

    [Fact]
    public async Task Open_NotADatabase_IsRefusedUntouched()
    {
        await File.WriteAllTextAsync(_folder.DatabasePath, new string('x', 10_000));

        var open = () => SqliteExecutionStore.Open(_folder.Path);

        open.Should().Throw<DataFolderException>().WithMessage("*not a database*");
        (await File.ReadAllTextAsync(_folder.DatabasePath)).Should().Be(new string('x', 10_000));
    }

    [Fact]
    public async Task Open_DamagedPages_SaysSoAndLeavesTheFile()
    {
        await (await OpenWithRevisionAsync()).DisposeAsync();
        var damaged = await File.ReadAllBytesAsync(_folder.DatabasePath);
        damaged.AsSpan(4_096).Fill(0xFF); // every page but the first, which lists the tables
        await File.WriteAllBytesAsync(_folder.DatabasePath, damaged);

        var open = () => SqliteExecutionStore.Open(_folder.Path);

        open.Should().Throw<DataFolderException>().WithMessage("*is damaged*Restore a backup*");
        (await File.ReadAllBytesAsync(_folder.DatabasePath)).Should().Equal(damaged);
    }

    [Fact]
    public void Open_FolderThatCannotBeWritten_SaysSo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Uses /proc/self, in which not even root can make a file.");

        var open = () => SqliteExecutionStore.Open("/proc/self");

        open.Should().Throw<DataFolderException>().WithMessage("*/proc/self*cannot be written*choose another folder*");
    }

    [Fact]
    public async Task Open_LogRemovedAfterACrash_SaysWhatIsMissing()
    {
        using var crashed = new TemporaryFolder();
        await using (var store = await OpenWithRevisionAsync())
        {
            await store.CommitAsync(_samples.Start(1, "a"), default);
            File.Copy(_folder.DatabasePath, crashed.DatabasePath); // what a killed process leaves, but for its log
            await File.WriteAllTextAsync(Path.Combine(crashed.Path, "engine.owner"), "1 open\n");
        }

        var open = () => SqliteExecutionStore.Open(crashed.Path);

        open.Should().Throw<DataFolderException>().WithMessage("*write-ahead log*is gone*");
    }

    [Fact]
    public async Task Load_DamagedState_NamesTableAndExecution()
    {
        await using (var store = await OpenWithRevisionAsync())
        {
            await store.CommitAsync(_samples.Start(5, "a"), default);
        }

        Sql.Execute(_folder.DatabasePath, "UPDATE live SET state = x'01FF' WHERE id = 5");
        Sql.Execute(_folder.DatabasePath, "UPDATE history SET events = x'63'");
        await using var damaged = SqliteExecutionStore.Open(_folder.Path);

        var load = () => damaged.LoadAsync(5, default).AsTask();
        var history = () => damaged.ReadHistoryAsync(5, 1, descending: false, 10, default).AsTask();

        (await load.Should().ThrowAsync<StoredDataCorruptException>()).WithMessage("The row 5 of table live is damaged*");
        (await history.Should().ThrowAsync<StoredDataCorruptException>()).WithMessage("*execution 5*format version is 99*");
    }

    [Fact]
    public async Task Commit_DiskFull_FaultsTheStoreAndKeepsWhatWasAcknowledged()
    {
        await using (var store = await OpenWithRevisionAsync(new SqliteStoreOptions { MaxPages = 60 }))
        {
            var accepted = 0;
            var fill = async () =>
            {
                while (accepted < 10_000)
                {
                    await store.CommitAsync(_samples.Start(accepted + 1, $"e{accepted + 1}"), default);
                    accepted++;
                }
            };

            (await fill.Should().ThrowAsync<StoreFaultedException>()).WithMessage("*disk is full*");
            var later = () => store.CommitAsync(_samples.Start(20_000, "late"), default);
            await later.Should().ThrowAsync<StoreFaultedException>();
            store.Faulted.IsCompleted.Should().BeTrue();
            (await store.ListAsync(1, null, null, 20_000, default)).Should().HaveCount(accepted);
        }
    }

    private async Task<SqliteExecutionStore> OpenWithRevisionAsync(SqliteStoreOptions? options = null)
    {
        var store = SqliteExecutionStore.Open(_folder.Path, options);
        await store.AddRevisionAsync(SampleExecutions.Revision(), default);
        return store;
    }
}
