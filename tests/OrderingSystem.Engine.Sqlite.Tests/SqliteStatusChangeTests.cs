using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tests.Shell;

namespace OrderingSystem.Engine.Sqlite.Tests;

public sealed class SqliteStatusChangeTests : StatusChangeContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IExecutionStore Open() => SqliteExecutionStore.Open(_folder.Path);
}
