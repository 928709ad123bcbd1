using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Stores.InMemory;

namespace OrderingSystem.Engine.Tests.Stores;

public sealed class InMemoryExecutionStoreTests : ExecutionStoreContract
{
    protected override Task<IExecutionStore> OpenAsync() => Task.FromResult<IExecutionStore>(new InMemoryExecutionStore());
}
