using System.Text;
using OrderingSystem.Engine;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Integrations;
using OrderingSystem.Engine.Integrations.Lambda;
using OrderingSystem.Engine.Retention;
using OrderingSystem.Engine.Sqlite;

namespace OrderingSystem.Benchmarks.Workloads;

/// <summary>An engine on real files with the machines of the workloads.</summary>
internal sealed class BenchmarkEngine : IAsyncDisposable
{
    private const string Function = "arn:aws:lambda:us-east-1:123456789012:function:";

    private BenchmarkEngine(EmbeddedEngine engine, SqliteExecutionStore store) => (Engine, Store) = (engine, store);

    public EmbeddedEngine Engine { get; }

    public SqliteExecutionStore Store { get; }

    /// <summary>About 200 bytes.</summary>
    public static string OrderInput(int number) =>
        $$$"""{"orderId":"order-{{{number:D8}}}","customerId":"customer-0042","items":[{"description":"A box of assorted widgets, blue","quantity":3},{"description":"Spare part","quantity":1}],"note":"Leave at the door"}""";

    /// <param name="keepFor">How long executions are kept after their end; null for ever.</param>
    public static async Task<BenchmarkEngine> OpenAsync(string folder, TimeSpan? keepFor = null)
    {
        var store = SqliteExecutionStore.Open(folder);
        var functions = new Dictionary<string, LambdaHandler>(StringComparer.Ordinal);
        foreach (var name in new[] { "record", "load", "book", "notify" })
        {
            var result = Encoding.UTF8.GetBytes($$$"""{"step":"{{{name}}}","trackingNumber":"BP-0000-1111-2222","customer":{"name":"Ada Lovelace","email":"ada@example.com","phone":"+44 20 7946 0000"},"state":"accepted","at":"2030-01-01T00:00:00Z","attempt":1}""");
            functions[name] = (_, _) => Task.FromResult(result);
        }

        var engine = await EmbeddedEngine.StartAsync(new EngineParts(store) { Options = new EngineOptions { Retention = new RetentionOptions { KeepFor = keepFor } }, Integrations = [new FlakyIntegration(), new LambdaIntegration(new InProcessLambdaInvoker(functions))] });
        return new BenchmarkEngine(engine, store);
    }

    public Task<string> CreateHappyAsync() => CreateAsync("happy", $$"""
        { "StartAt": "Record", "States": {
          "Record": { "Type": "Task", "Resource": "{{Function}}record", "TimeoutSeconds": 60, "Next": "Load" },
          "Load":   { "Type": "Task", "Resource": "{{Function}}load", "TimeoutSeconds": 60, "Next": "Book" },
          "Book":   { "Type": "Task", "Resource": "{{Function}}book", "TimeoutSeconds": 60, "Next": "Notify" },
          "Notify": { "Type": "Task", "Resource": "{{Function}}notify", "TimeoutSeconds": 60, "End": true } } }
        """);

    public Task<string> CreateSleeperAsync() => CreateAsync("sleeper", """
        { "StartAt": "Sleep", "States": { "Sleep": { "Type": "Wait", "Seconds": 31536000, "End": true } } }
        """);

    public Task<string> CreateAlarmAsync() => CreateAsync("alarm", """
        { "StartAt": "Sleep", "States": { "Sleep": { "Type": "Wait", "TimestampPath": "$.at", "End": true } } }
        """);

    public Task<string> CreateFlakyAsync() => CreateAsync("flaky", $$"""
        { "StartAt": "Try", "States": { "Try": { "Type": "Task", "Resource": "{{Function}}flaky", "TimeoutSeconds": 60,
          "Retry": [ { "ErrorEquals": [ "Busy" ], "IntervalSeconds": 1, "BackoffRate": 1, "MaxAttempts": 5 } ], "End": true } } }
        """);

    public async Task<string> StartAsync(string machine, string name, string input) =>
        (await Engine.Api.StartExecutionAsync(new StartExecutionRequest(machine, name, input), default)).ExecutionArn;

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    private async Task<string> CreateAsync(string name, string definition) => (await Engine.Api.CreateStateMachineAsync(
        new CreateStateMachineRequest(name, definition, "arn:aws:iam::123456789012:role/engine", StateMachineType.Standard), default)).StateMachineArn;
}
