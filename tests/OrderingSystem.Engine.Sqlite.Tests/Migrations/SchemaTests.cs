using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Engine.Sqlite.Migrations;
using OrderingSystem.Engine.Sqlite.Native;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.Engine.Tests.Shell;
using OrderingSystem.Engine.Tests.Stores;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Sqlite.Tests.Migrations;

public sealed class SchemaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    public async Task Open_FileOfAPreviousRelease_ItsExecutionsGoOn(int version)
    {
        await GoldenFile.CopyAsync(version, _folder.DatabasePath);
        var functions = new TestFunctions().On("book", _ => ServiceResult.Success(Payload.FromText("""{"booked": true}""")));

        await using var engine = await EngineHarness.StartAsync(
            SqliteExecutionStore.Open(_folder.Path), functions, new FakeTimeProvider(SampleExecutions.Epoch.AddSeconds(5)));
        await engine.RunToRestAsync();

        (await StatusAsync(engine, "in-flight")).Should().Be(ExecutionStatus.Succeeded);
        (await StatusAsync(engine, "asleep")).Should().Be(ExecutionStatus.Succeeded);
        (await StatusAsync(engine, "ended")).Should().Be(ExecutionStatus.Succeeded);
        (await StatusAsync(engine, "stopped")).Should().Be(ExecutionStatus.Aborted);
        (await engine.HistoryAsync(ArnOf("ended"))).Select(e => e.Id).Should().Equal(Enumerable.Range(1, 11).Select(id => (long)id));
        functions.Calls.Should().Equal("book");
    }

    [Theory]
    [InlineData(1)]
    public async Task Open_FileOfAPreviousRelease_IsOfThisReleaseAfterwards(int version)
    {
        await GoldenFile.CopyAsync(version, _folder.DatabasePath);

        await using (var store = SqliteExecutionStore.Open(_folder.Path))
        {
            (await store.ReadCatalogAsync("activity/", default)).Should().ContainSingle(entry => entry.Name == "activity/pack");
        }

        using var migrated = SqliteConnection.Open(_folder.DatabasePath, readOnly: true);
        using var made = SqliteConnection.Open(":memory:", readOnly: false);
        Schema.Migrate(made, 0, Schema.Scripts, "SELECT 1");
        migrated.ReadNumber("PRAGMA user_version").Should().Be(Schema.Version);
        Tables(migrated).Should().Equal(Tables(made), "a migrated file has the tables of a new one");
    }

    [Fact]
    public void Migrate_OneStepFails_LeavesEverythingAsItWas()
    {
        using var connection = SqliteConnection.Open(_folder.DatabasePath, readOnly: false);
        Schema.Migrate(connection, 0, ["CREATE TABLE a (x)"], "SELECT 1");
        var steps = new[] { "CREATE TABLE a (x)", "CREATE TABLE b (x)", "CREATE TABLE a (x)" };

        var migrate = () => Schema.Migrate(connection, 1, steps, "SELECT 1");

        migrate.Should().Throw<SqliteException>();
        connection.ReadNumber("PRAGMA user_version").Should().Be(1);
        Tables(connection).Should().ContainSingle().Which.Should().Contain("TABLE a");
    }

    [Fact]
    public void Migrate_FromVersionOne_RunsTheStepsInOrder()
    {
        using var connection = SqliteConnection.Open(_folder.DatabasePath, readOnly: false);
        Schema.Migrate(connection, 0, ["CREATE TABLE a (x)"], "SELECT 1");

        Schema.Migrate(connection, 1, ["not run again", "ALTER TABLE a ADD y", "INSERT INTO a (x, y) VALUES (1, 2)"], "SELECT 1");

        connection.ReadNumber("SELECT x + y FROM a").Should().Be(3);
        connection.ReadNumber("PRAGMA user_version").Should().Be(3);
    }

    [Fact]
    public async Task Open_NewerSchemaLeftByACrash_KeepsItsLog()
    {
        using var crashed = new TemporaryFolder();
        await using (var store = SqliteExecutionStore.Open(_folder.Path))
        {
            Sql.Execute(_folder.DatabasePath, "PRAGMA user_version = 99");
            File.Copy(_folder.DatabasePath, crashed.DatabasePath);
            File.Copy(_folder.DatabasePath + "-wal", crashed.DatabasePath + "-wal");
        }

        var before = await File.ReadAllBytesAsync(crashed.DatabasePath + "-wal");

        var open = () => SqliteExecutionStore.Open(crashed.Path);

        open.Should().Throw<DataFolderException>().WithMessage("*newer release (schema 99*not touched*");
        (await File.ReadAllBytesAsync(crashed.DatabasePath + "-wal")).Should().Equal(before);
    }

    private static string ArnOf(string name) => SampleExecutions.Revision().ExecutionArn(name);

    private static async Task<ExecutionStatus> StatusAsync(EngineHarness engine, string name) =>
        (await engine.Api.DescribeExecutionAsync(ArnOf(name), default)).Status;

    private static List<string> Tables(SqliteConnection connection)
    {
        using var statement = connection.PrepareOnce("SELECT coalesce(sql, name) FROM sqlite_master ORDER BY name");
        var tables = new List<string>();
        while (statement.Step())
        {
            tables.Add(statement.Text(0));
        }

        return tables;
    }
}
