using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Stores.InMemory;

namespace OrderingSystem.Engine.Tests.MapRuns;

public sealed class InMemoryMapRunCrashTests : MapRunCrashContract
{
    private readonly Dictionary<string, InMemoryExecutionStore> _stores = new(StringComparer.Ordinal);

    protected override IExecutionStore Open(string run)
    {
        if (!_stores.TryGetValue(run, out var store))
        {
            _stores.Add(run, store = new InMemoryExecutionStore());
        }

        return store;
    }
}
