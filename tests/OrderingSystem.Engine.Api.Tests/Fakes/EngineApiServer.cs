using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderingSystem.Engine.Api.Security;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace OrderingSystem.Engine.Api.Tests.Fakes;

/// <summary>The wire API over a <see cref="FakeEngine"/>, served by Kestrel on a port of its own.</summary>
internal sealed class EngineApiServer : IAsyncDisposable, ICredentialStore
{
    public const string AccessKeyId = "AKIDLOCAL";
    public const string SecretAccessKey = "local/secret+key";

    private WebApplication? _app;

    public FakeEngine Engine { get; } = new();

    public EngineApiOptions Options { get; } = new();

    public CollectingLogger Logs { get; } = new();

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public static async Task<EngineApiServer> StartAsync(Action<EngineApiOptions>? configure = null)
    {
        var server = new EngineApiServer();
        configure?.Invoke(server.Options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(server.Logs).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.LimitForEngineApi(server.Options);
            kestrel.ConfigureEndpointDefaults(listen => listen.CloseSilentConnections(server.Options));
        });
        builder.Services.AddSingleton<IStepFunctionsEngine>(server.Engine).AddSingleton<ICredentialStore>(server).AddEngineApi(configure);
        server._app = builder.Build();
        server._app.MapEngineApi();
        await server._app.StartAsync();
        server.Address = new Uri(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    public AmazonStepFunctionsClient CreateClient(string secretAccessKey = SecretAccessKey, string accessKeyId = AccessKeyId) => new(
        new BasicAWSCredentials(accessKeyId, secretAccessKey),
        new AmazonStepFunctionsConfig { ServiceURL = Address.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    /// <summary>Sends bytes as they are, for a server without authentication.</summary>
    public async Task<(HttpStatusCode Status, string Body, string? RequestId)> PostAsync(
        string? target, byte[] body, string contentType = "application/x-amz-json-1.0", HttpMethod? method = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, Address);
        if (request.Method != HttpMethod.Get)
        {
            request.Content = new ByteArrayContent(body);
            _ = request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        if (target is not null)
        {
            _ = request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        }

        using var response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.TryGetValues("x-amzn-RequestId", out var ids) ? ids.Single() : null);
    }

    public Task<(HttpStatusCode Status, string Body, string? RequestId)> PostAsync(string operation, string body) =>
        PostAsync("AWSStepFunctions." + operation, Encoding.UTF8.GetBytes(body));

    public SigningCredential? Find(string accessKeyId) => accessKeyId == AccessKeyId ? new SigningCredential(AccessKeyId, SecretAccessKey) : null;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
