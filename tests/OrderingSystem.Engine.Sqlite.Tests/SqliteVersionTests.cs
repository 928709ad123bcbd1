using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tests.Versions;

namespace OrderingSystem.Engine.Sqlite.Tests;

public sealed class SqliteVersionTests : VersionContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IExecutionStore Open() => SqliteExecutionStore.Open(_folder.Path);
}
