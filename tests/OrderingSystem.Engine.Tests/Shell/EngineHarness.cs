using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Entropy;
using OrderingSystem.Engine.MapRuns;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Tests.Shell;

/// <summary>An engine on a clock that stands still until the test moves it, from one due time to the next.</summary>
internal sealed class EngineHarness : IAsyncDisposable
{
    public const string Role = "arn:aws:iam::123456789012:role/engine";

    public static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private EngineHarness(EmbeddedEngine engine, FakeTimeProvider clock) => (Engine, Clock) = (engine, clock);

    public EmbeddedEngine Engine { get; }

    public FakeTimeProvider Clock { get; }

    public StepFunctionsEngine Api => Engine.Api;

    public static async Task<EngineHarness> StartAsync(
        IExecutionStore store, IServiceIntegration functions, FakeTimeProvider? clock = null, EngineOptions? options = null, int seed = 1,
        IObjectStore? objects = null)
    {
        clock ??= new FakeTimeProvider(Epoch);
        var engine = await EmbeddedEngine.StartAsync(new EngineParts(store)
        {
            Clock = clock,
            Integrations = [functions],
            Objects = objects,
            Entropy = new SeededEntropySource(seed),
            Options = options ?? new EngineOptions { ShutdownGrace = TimeSpan.Zero },
        });
        return new EngineHarness(engine, clock);
    }

    public async Task<string> CreateAsync(string definition, string name = "orders") =>
        (await Api.CreateStateMachineAsync(new CreateStateMachineRequest(name, definition, Role, StateMachineType.Standard), default)).StateMachineArn;

    public async Task<string> StartExecutionAsync(string machine, string? name = null, string? input = null) =>
        (await Api.StartExecutionAsync(new StartExecutionRequest(machine, name, input), default)).ExecutionArn;

    /// <summary>Skips idle time until nothing is due any more.</summary>
    /// <param name="stop">Asked before each skip; true leaves the clock where it is.</param>
    public async Task RunToRestAsync(Func<bool>? stop = null)
    {
        while (await Engine.Idle.WhenIdleAsync(default).WaitAsync(TimeSpan.FromSeconds(20)) is { } due && !(stop?.Invoke() ?? false))
        {
            Clock.SetUtcNow(due);
        }
    }

    public async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string execution) =>
        (await Api.GetExecutionHistoryAsync(execution, reverseOrder: false, new PageRequest(1_000, null), default)).Items;

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
