using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tests.Stores;

namespace OrderingSystem.Engine.Sqlite.Tests;

public sealed class SqliteExecutionStoreContractTests : ExecutionStoreContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<IExecutionStore> OpenAsync() => Task.FromResult<IExecutionStore>(SqliteExecutionStore.Open(_folder.Path));

    protected override ValueTask CleanUpAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
