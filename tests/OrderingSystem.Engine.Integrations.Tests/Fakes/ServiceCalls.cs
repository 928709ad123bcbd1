using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations.Tests.Fakes;

/// <summary>Calls as the dispatcher makes them, and what came of them.</summary>
internal static class ServiceCalls
{
    public const string Execution = "arn:aws:states:us-east-1:123456789012:execution:m:e";
    public const string Machine = "arn:aws:states:us-east-1:123456789012:stateMachine:m";

    private static int _names;

    /// <summary>A name that no other test of this run uses.</summary>
    public static string NewName(string kind) => $"{kind}-{Environment.ProcessId}-{Interlocked.Increment(ref _names)}";

    public static TaskResource Resource(string arn) =>
        TaskResource.TryParse(arn, out var resource) ? resource : throw new InvalidOperationException($"'{arn}' is not understood.");

    public static ServiceCall Of(string arn, string parameters) => new(
        new ExecutionFacts(Execution, "e", Machine, "m", "d", null, default, Payload.EmptyObject, null),
        new StartTask(1, "State", 0, Resource(arn), Payload.FromText(parameters), null, null, null, null));

    public static Task<ServiceResult> CallAsync(this IServiceIntegration integration, string arn, string parameters, CancellationToken cancellationToken = default) =>
        integration.InvokeAsync(Of(arn, parameters), cancellationToken);

    public static async Task<JsonObject> SucceedAsync(this IServiceIntegration integration, string arn, string parameters)
    {
        var result = await integration.CallAsync(arn, parameters);
        return (JsonObject)result.Should().BeOfType<ServiceSucceeded>(result.ToString()).Which.Output.Value;
    }

    public static async Task<StatesError> FailAsync(this IServiceIntegration integration, string arn, string parameters) =>
        (await integration.CallAsync(arn, parameters)).Should().BeOfType<ServiceFailed>().Which.Error;

    /// <summary>A client of one configured service.</summary>
    public static AwsHttp Http(string variable, string url, HttpMessageHandler? transport = null) =>
        new(new AwsEndpoints(name => name == variable ? url : null), transport);
}
