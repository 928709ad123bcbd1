using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tests.MapRuns;

namespace OrderingSystem.Engine.Sqlite.Tests;

public sealed class SqliteMapRunCrashTests : MapRunCrashContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IExecutionStore Open(string run) => SqliteExecutionStore.Open(Path.Combine(_folder.Path, run));
}
