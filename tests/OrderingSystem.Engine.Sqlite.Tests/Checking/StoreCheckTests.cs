using OrderingSystem.Engine.Sqlite.Checking;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tests.Stores;

namespace OrderingSystem.Engine.Sqlite.Tests.Checking;

public sealed class StoreCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SampleExecutions _samples = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_SoundStore_CountsAndFindsNothing()
    {
        await FillAsync();

        var report = StoreCheck.Run(_folder.Path, [new("orders", "asleep", "order 1")]);

        report.Problems.Should().BeEmpty();
        (report.Executions, report.Running).Should().Be((4, 2));
        report.HistoryEvents.Should().BeGreaterThan(20);
    }

    [Theory]
    [InlineData("DELETE FROM history WHERE key = (SELECT min(key) FROM history WHERE key >> 20 = 3 AND key & 1048575 > 1)", "*execution 3*event * is missing*")]
    [InlineData("DELETE FROM history WHERE key >> 20 = 3", "*execution 3*has no history*")]
    [InlineData("DELETE FROM execution_names WHERE execution_id = 3", "*execution 3*cannot be found by its name*")]
    [InlineData("DELETE FROM live WHERE id = 2", "*execution 2*runs, but its state is missing*")]
    [InlineData("UPDATE live SET wake_at = NULL WHERE id = 2", "*execution 2*another time of waking*")]
    [InlineData("UPDATE live SET version = 3 WHERE id = 2", "*execution 2*its state is that of event 3*")]
    [InlineData("UPDATE live SET state = x'01FF' WHERE id = 2", "*row 2 of table live is damaged*")]
    [InlineData("UPDATE history SET events = x'63' WHERE key >> 20 = 4", "*execution 4*format version is 99*")]
    [InlineData("UPDATE executions SET status = 2 WHERE id = 1", "*execution 1*has ended, but has the state of one that runs*")]
    [InlineData("DELETE FROM executions WHERE id = 3", "*table history*belong to no execution*")]
    [InlineData("DELETE FROM definitions", "*execution 1*definition is missing*")]
    public async Task Run_DamagedStore_NamesWhatIsWrong(string damage, string problem)
    {
        await FillAsync();
        Sql.Execute(_folder.DatabasePath, damage);

        var report = StoreCheck.Run(_folder.Path, []);

        report.ProblemCount.Should().BePositive();
        report.Problems.Should().ContainMatch(problem);
    }

    [Fact]
    public async Task Run_ExpectedExecutionIsMissingOrFailed_SaysWhose()
    {
        await FillAsync();
        Sql.Execute(_folder.DatabasePath, "UPDATE executions SET status = 3 WHERE id = 4");

        var report = StoreCheck.Run(_folder.Path, [new("orders", "nobody", "order 7"), new("orders", "stopped", "order 8"), new("orders", "ended", "order 9")]);

        report.Problems.Should().HaveCount(2).And.ContainMatch("order 7: *is not there*").And.ContainMatch("order 8: *ended as Failed*");
    }

    [Fact]
    public async Task Run_DamagedPage_SaysWhatSqliteSays()
    {
        await FillAsync();
        await using (var file = new FileStream(_folder.DatabasePath, FileMode.Open, FileAccess.Write))
        {
            file.Position = 4096 * 4;
            await file.WriteAsync(new byte[4096 * 3]);
        }

        var report = StoreCheck.Run(_folder.Path, []);

        report.Problems.Should().Contain(line => line.StartsWith("SQLite", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_NoStore_Refuses()
    {
        var check = () => StoreCheck.Run(_folder.Path, []);

        check.Should().Throw<DataFolderException>().WithMessage("*holds no engine.db*--data*");
    }

    /// <summary>1 has a call in flight, 2 sleeps, 3 has ended well, 4 was stopped.</summary>
    private async Task FillAsync()
    {
        await using var store = SqliteExecutionStore.Open(_folder.Path);
        await store.AddRevisionAsync(SampleExecutions.Revision(), default);
        var (inFlight, asleep, ended, stopped) = (_samples.Start(1, "in-flight"), _samples.Start(2, "asleep"), _samples.Start(3, "ended"), _samples.Start(4, "stopped"));
        var sleeping = _samples.Sleep(ended);
        foreach (var commit in new[] { inFlight, asleep, ended, stopped, _samples.Sleep(asleep), sleeping, _samples.End(sleeping), _samples.Stop(stopped) })
        {
            await store.CommitAsync(commit, default);
        }
    }
}
