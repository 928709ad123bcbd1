using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderingSystem.Engine.Api.Actions;
using OrderingSystem.Engine.Api.Security;
using OrderingSystem.Engine.Mocks;
using OrderingSystem.Engine.Stores.InMemory;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Api.Tests.Fakes;

/// <summary>The wire API over a real engine in memory; its functions are one delegate.</summary>
internal sealed class WholeEngine : IAsyncDisposable, ICredentialStore
{
    public const string AccessKeyId = "AKIDWHOLE";
    public const string SecretAccessKey = "whole/secret+key";

    private readonly HttpClient _http = new();
    private readonly InMemoryExecutionStore _store = new();
    private EmbeddedEngine _engine = null!;
    private WebApplication _app = null!;

    public Uri Address => _http.BaseAddress!;

    /// <summary>What the endpoint answers.</summary>
    public static IReadOnlyCollection<string> Operations => ActionTable.Operations;

    public static Task<WholeEngine> StartAsync(Func<ServiceCall, ServiceResult> function, EngineApiAuthentication authentication) =>
        StartAsync(function, mocks: null, authentication);

    public static async Task<WholeEngine> StartAsync(
        Func<ServiceCall, ServiceResult> function, MockConfiguration? mocks = null, EngineApiAuthentication authentication = EngineApiAuthentication.None) =>
        await StartAsync(call => Task.FromResult(function(call)), new EngineOptions { ShutdownGrace = TimeSpan.Zero }, mocks, authentication);

    public static async Task<WholeEngine> StartAsync(
        Func<ServiceCall, Task<ServiceResult>> function, EngineOptions options, MockConfiguration? mocks = null, EngineApiAuthentication authentication = EngineApiAuthentication.None)
    {
        var whole = new WholeEngine();
        whole._engine = await EmbeddedEngine.StartAsync(new EngineParts(whole._store) { Integrations = [new Function(function)], Mocks = mocks ?? MockConfiguration.None, Options = options });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IStepFunctionsEngine>(whole._engine.Api).AddSingleton<ICredentialStore>(whole)
            .AddEngineApi(options => options.Authentication = authentication);
        whole._app = builder.Build();
        whole._app.MapEngineApi();
        await whole._app.StartAsync();
        whole._http.BaseAddress = new Uri(whole._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return whole;
    }

    /// <summary>The client of this repository: it signs, and tries again what can be.</summary>
    public AmazonStepFunctionsClient CreateSdkClient(int maxErrorRetry) => new(
        new BasicAWSCredentials(AccessKeyId, SecretAccessKey),
        new AmazonStepFunctionsConfig { ServiceURL = Address.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = maxErrorRetry });

    /// <returns>The answer's body; its code and message where it is an error.</returns>
    public async Task<JsonElement> CallAsync(string operation, object parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Content = new StringContent(JsonSerializer.Serialize(parameters), Encoding.UTF8);
        request.Content.Headers.ContentType = new("application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", "AWSStepFunctions." + operation);
        using var response = await _http.SendAsync(request);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var body = document.RootElement.Clone();
        (response.StatusCode == HttpStatusCode.OK).Should().Be(!body.TryGetProperty("__type", out _), body.ToString());
        return body;
    }

    public Task WaitForEndAsync(string executionArn) => _engine.Api.WaitForEndAsync(executionArn, default).WaitAsync(TimeSpan.FromSeconds(20));

    public SigningCredential? Find(string accessKeyId) => accessKeyId == AccessKeyId ? new SigningCredential(AccessKeyId, SecretAccessKey) : null;

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        _http.Dispose();
    }

    private sealed class Function(Func<ServiceCall, Task<ServiceResult>> function) : IServiceIntegration
    {
        public bool Handles(TaskResource resource) => true;

        public Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken) => function(call);
    }
}
