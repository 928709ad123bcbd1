using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderingSystem.Engine;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Api.Security;
using OrderingSystem.Engine.Integrations;
using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Integrations.Lambda;
using OrderingSystem.Engine.Sqlite;

namespace OrderingSystem.AdminApi.Lambda.Tests.Aws;

/// <summary>
/// Our Step Functions endpoint, which verifies signatures, with the definitions of <c>statemachines/</c> deployed under the names that the CDK app
/// gives them. Functions are reached by Lambda's Invoke API alone.
/// </summary>
internal sealed partial class StepFunctionsService : IAsyncDisposable
{
    private readonly EmbeddedEngine _engine;
    private readonly WebApplication _server;
    private readonly AwsHttp _http;

    private StepFunctionsService(EmbeddedEngine engine, WebApplication server, AwsHttp http) => (_engine, _server, _http) = (engine, server, http);

    public string Url => _server.Urls.Single();

    /// <summary>Every operation that was asked for, by the name after the dot of <c>X-Amz-Target</c>, and by whose key it was signed.</summary>
    public ConcurrentDictionary<(string Program, string Operation), int> Operations { get; } = new();

    public static string ArnOf(string machine) => $"arn:aws:states:us-east-1:123456789012:stateMachine:{Deployment.NameOf(machine)}";

    public static async Task<StepFunctionsService> StartAsync(string folder, string lambdaUrl)
    {
        var http = new AwsHttp(new AwsEndpoints(variable => variable == "LAMBDA_ENDPOINT" ? lambdaUrl : null));
        var api = new TaskCompletionSource<IStepFunctionsEngine>(TaskCreationOptions.RunContinuationsAsynchronously);
        var engine = await EmbeddedEngine.StartAsync(new EngineParts(SqliteExecutionStore.Open(Directory.CreateDirectory(folder).FullName))
        {
            Integrations =
            [
                new LambdaIntegration(new InProcessLambdaInvoker(new Dictionary<string, LambdaHandler>()), new LambdaEndpoint(http)),
                new StepFunctionsIntegration(api.Task.WaitAsync),
                new SfnSdkIntegration(new StepFunctionsOperations(api.Task.WaitAsync)),
            ],
        });
        api.SetResult(engine.Api);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "statemachines"), "*.asl.json"))
        {
            var definition = FunctionPlaceholder().Replace(
                await File.ReadAllTextAsync(file), match => $"arn:aws:lambda:us-east-1:123456789012:function:{Deployment.NameOf(match.Groups["function"].Value)}");
            await engine.Api.CreateStateMachineAsync(
                new CreateStateMachineRequest(
                    Deployment.NameOf(Path.GetFileName(file)[..^".asl.json".Length]), definition, "arn:aws:iam::123456789012:role/ordering-test", StateMachineType.Standard),
                default);
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IStepFunctionsEngine>(engine.Api).AddSingleton<ICredentialStore>(new AnyKey()).AddEngineApi();
        var server = builder.Build();
        var service = new StepFunctionsService(engine, server, http);
        server.Use((context, next) =>
        {
            var asked = (
                KeyOf().Match(context.Request.Headers.Authorization.ToString()).Groups["key"].Value,
                context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1]);
            service.Operations.AddOrUpdate(asked, 1, (_, count) => count + 1);
            return next(context);
        });
        server.MapEngineApi();
        await server.StartAsync();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _engine.DisposeAsync();
        _http.Dispose();
    }

    [GeneratedRegex(@"\$\{(?<function>\w+)FunctionArn\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FunctionPlaceholder();

    [GeneratedRegex("Credential=(?<key>[^/]+)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyOf();

    /// <summary>Each program has a key of its own, as it has a role of its own.</summary>
    private sealed class AnyKey : ICredentialStore
    {
        public SigningCredential? Find(string accessKeyId) => new(accessKeyId, Deployment.Secret);
    }
}
