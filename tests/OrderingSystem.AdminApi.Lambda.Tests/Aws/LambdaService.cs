using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OrderingSystem.Lambdas.Tests.Runtime;

namespace OrderingSystem.AdminApi.Lambda.Tests.Aws;

/// <summary>
/// Lambda's Invoke API over HTTP. An invocation takes an execution environment of its function that is idle, or has one started: the executable
/// <c>bootstrap</c> as a process, fed by the Runtime API, one invocation at a time.
/// </summary>
internal sealed class LambdaService : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly NativeBootstrap _bootstrap;
    private readonly ConcurrentDictionary<string, ConcurrentBag<ExecutionEnvironment>> _idle = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<ExecutionEnvironment> _all = [];

    private LambdaService(WebApplication server, NativeBootstrap bootstrap) => (_server, _bootstrap) = (server, bootstrap);

    public string Url => _server.Urls.Single();

    /// <summary>Environment variables of every function; set before the first invocation.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; set; } = new Dictionary<string, string>();

    /// <summary>How often each handler was invoked.</summary>
    public ConcurrentDictionary<string, int> Invocations { get; } = new(StringComparer.Ordinal);

    public static async Task<LambdaService> StartAsync(NativeBootstrap bootstrap)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var service = new LambdaService(server, bootstrap);
        server.MapPost("/2015-03-31/functions/{function}/invocations", service.ServeAsync);
        await server.StartAsync();
        return service;
    }

    /// <summary>Invokes as an event source does: without HTTP between.</summary>
    public async Task<RuntimeApiServer.Answer> InvokeAsync(string handler, string payloadJson)
    {
        Invocations.AddOrUpdate(handler, 1, (_, count) => count + 1);
        var idle = _idle.GetOrAdd(handler, _ => []);
        if (!idle.TryTake(out var environment))
        {
            environment = await StartAsync(handler);
        }

        var answer = await environment.Api.InvokeAsync(payloadJson);
        idle.Add(environment);
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        foreach (var environment in _all)
        {
            await environment.Process.DisposeAsync();
            await environment.Api.DisposeAsync();
        }
    }

    private async Task<IResult> ServeAsync(string function, HttpContext context)
    {
        if (!context.Request.Headers.Authorization.ToString().StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var handler = function[(function.LastIndexOf(':') + 1)..][Deployment.Prefix.Length..];
        using var reader = new StreamReader(context.Request.Body);
        var answer = await InvokeAsync(handler, await reader.ReadToEndAsync());
        if (answer.Kind == "error")
        {
            context.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
        }

        return Results.Text(answer.Json, "application/json");
    }

    private async Task<ExecutionEnvironment> StartAsync(string handler)
    {
        var api = await RuntimeApiServer.StartAsync();
        (string, string?)[] variables = [.. Variables.Select(variable => (variable.Key, (string?)variable.Value)), ("AWS_ACCESS_KEY_ID", handler)];
        var environment = new ExecutionEnvironment(api, _bootstrap.StartAny(api, handler, variables));
        _all.Add(environment);
        return await Task.WhenAny(api.FirstNext, environment.Process.WhenEndedAsync()) == api.FirstNext
            ? environment
            : throw new InvalidOperationException($"{handler} ended before it asked for work: {await environment.Process.WaitAsync()}");
    }

    private sealed record ExecutionEnvironment(RuntimeApiServer Api, BootstrapProcess Process);
}
