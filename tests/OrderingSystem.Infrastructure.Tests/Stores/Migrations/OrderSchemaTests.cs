using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Infrastructure.Stores.Sqlite;
using OrderingSystem.Infrastructure.Stores.Sqlite.Migrations;

namespace OrderingSystem.Infrastructure.Tests.Stores.Migrations;

/// <summary>
/// Files as released versions left them stand in <c>Golden/</c>, compressed: the order of key "a" and the sample customers. None is ever edited; a
/// release that changes the schema adds one.
/// </summary>
public sealed class OrderSchemaTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orders-");

    private string FilePath => Path.Combine(_folder.FullName, "orders.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Open_FileOfAPreviousRelease_FindsWhatItHeld(int version)
    {
        await CopyGoldenAsync(version);

        await using var database = new OrderDatabase(Options.Create(new SqliteStoreOptions { Path = FilePath }));

        var stored = await new SqliteOrderStore(database).FindAsync(Samples.OrderOf("a").OrderId, default);
        stored.Should().BeEquivalentTo(Samples.OrderOf("a"), options => options.Excluding(order => order.Version));
        var found = await new SqliteOrderStore(database).ListAsync(new OrderFilter(Search: "01632 960"), new PageRequest(), default);
        found.Items.Should().ContainSingle("orders of before are found, too").Which.OrderId.Should().Be(stored!.OrderId);
        (await new SqliteOrderStore(database).CountAsync(default)).Total.Should().Be(1);
        (await new SqliteCustomerStore(database).ListAsync(null, new PageRequest(100), default)).Items.Should().HaveCount(25);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Open_FileOfAPreviousRelease_IsOfThisReleaseAfterwards(int version)
    {
        await CopyGoldenAsync(version);

        await new OrderDatabase(Options.Create(new SqliteStoreOptions { Path = FilePath })).DisposeAsync();

        using var migrated = Open(FilePath);
        using var made = Open(":memory:");
        OrderSchema.Migrate(made, OrderSchema.Scripts);
        Read(migrated, "PRAGMA user_version").Should().Equal($"{OrderSchema.Version}");
        Tables(migrated).Should().Equal(Tables(made), "a migrated file has the tables of a new one");
    }

    [Fact]
    public void Migrate_OneStepFails_LeavesEverythingAsItWas()
    {
        using var connection = Open(FilePath);
        OrderSchema.Migrate(connection, ["CREATE TABLE a (x)"]);

        var migrate = () => OrderSchema.Migrate(connection, ["not run again", "CREATE TABLE b (x)", "CREATE TABLE a (x)"]);

        migrate.Should().Throw<SqliteException>();
        Read(connection, "PRAGMA user_version").Should().Equal("1");
        Tables(connection).Should().Equal("CREATE TABLE a (x)");
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static List<string> Tables(SqliteConnection connection) => Read(connection, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name");

    private static List<string> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }

    private async Task CopyGoldenAsync(int version)
    {
        await using var packed = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Stores", "Migrations", "Golden", $"orders-v{version}.db.gz"));
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await using var copy = File.Create(FilePath);
        await unpacked.CopyToAsync(copy);
    }
}
