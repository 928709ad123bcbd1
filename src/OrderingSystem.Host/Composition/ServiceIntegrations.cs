using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Integrations;
using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Integrations.Http;
using OrderingSystem.Engine.Integrations.Lambda;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.Host.Configuration;
using OrderingSystem.Host.Telemetry;

namespace OrderingSystem.Host.Composition;

/// <summary>What state machines can call, as the environment says where it is.</summary>
internal static class ServiceIntegrations
{
    /// <exception cref="HostStartException">The file of connections cannot be used; the message says why.</exception>
    public static IReadOnlyList<IServiceIntegration> Build(ILambdaInvoker functions, Func<CancellationToken, Task<IStepFunctionsEngine>> engine)
    {
        var aws = new AwsHttp(AwsEndpoints.FromEnvironment());
        return
        [
            new TracedCalls(new LambdaIntegration(functions, new LambdaEndpoint(aws))),
            new StepFunctionsIntegration(engine),
            new SfnSdkIntegration(new StepFunctionsOperations(engine)),
            new DynamoDbIntegration(aws),
            new SqsIntegration(aws),
            new SnsIntegration(aws),
            new EventBridgeIntegration(aws),
            new HttpIntegration(ReadConnections(), region: HostSettings.Region),
            new AwsSdkIntegration(aws),
        ];
    }

    private static HttpConnections ReadConnections()
    {
        if (Environment.GetEnvironmentVariable(HttpConnections.Variable) is not { Length: > 0 } path)
        {
            return HttpConnections.None;
        }

        try
        {
            return HttpConnections.Parse(File.ReadAllText(path));
        }
        catch (Exception refusal) when (refusal is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"{HttpConnections.Variable}: {refusal.Message}");
        }
    }
}
