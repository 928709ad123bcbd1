using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Stores.InMemory;

namespace OrderingSystem.Engine.Tests.Versions;

public sealed class InMemoryVersionTests : VersionContract, IAsyncDisposable
{
    private readonly InMemoryExecutionStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    protected override IExecutionStore Open() => _store;
}
