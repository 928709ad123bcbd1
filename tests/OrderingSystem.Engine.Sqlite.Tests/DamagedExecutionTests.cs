using OrderingSystem.Engine.Tasks;
using OrderingSystem.Engine.Tests.Shell;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Sqlite.Tests;

public sealed class DamagedExecutionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Damage_InOneRow_LeavesTheOtherExecutionsRecoveringAndWaking()
    {
        var hangs = new TestFunctions().On("book", async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return ServiceResult.Success(Payload.Null);
        });
        await using (var first = await EngineHarness.StartAsync(SqliteExecutionStore.Open(_folder.Path), hangs))
        {
            var (task, wait) = (await first.CreateAsync(Machines.OneTask, "tasks"), await first.CreateAsync(Machines.Wait, "waits"));
            for (var i = 0; i < 3; i++)
            {
                _ = await first.StartExecutionAsync(task, $"e{i}");
                _ = await first.StartExecutionAsync(wait, $"e{i}");
            }
        }

        Sql.Execute(_folder.DatabasePath, "UPDATE live SET state = x'00FF00FF' WHERE id IN (3, 4)");
        var store = SqliteExecutionStore.Open(_folder.Path);
        await using var second = await EngineHarness.StartAsync(store, new TestFunctions().On("book", _ => ServiceResult.Success(Payload.Null)));
        await second.Engine.Recovery.WaitAsync(Patience);
        _ = await second.Engine.Idle.WhenIdleAsync(default).WaitAsync(Patience);
        second.Clock.SetUtcNow(EngineHarness.Epoch.AddHours(2));
        _ = await second.Engine.Idle.WhenIdleAsync(default).WaitAsync(Patience);

        var all = (await store.ListAsync(1, null, null, 9, default)).Concat(await store.ListAsync(2, null, null, 9, default));
        all.Where(e => e.Status == ExecutionStatus.Running).Select(e => e.ExecutionId).Should().BeEquivalentTo([3L, 4L]);
        second.Engine.Faulted.IsCompleted.Should().BeFalse();
    }
}
