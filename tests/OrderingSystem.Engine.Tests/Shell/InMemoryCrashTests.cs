using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Stores.InMemory;

namespace OrderingSystem.Engine.Tests.Shell;

public sealed class InMemoryCrashTests : EngineCrashContract
{
    private readonly Dictionary<string, InMemoryExecutionStore> _stores = [];

    protected override IExecutionStore Open(string run)
    {
        if (!_stores.TryGetValue(run, out var store))
        {
            _stores.Add(run, store = new InMemoryExecutionStore());
        }

        return store;
    }
}
