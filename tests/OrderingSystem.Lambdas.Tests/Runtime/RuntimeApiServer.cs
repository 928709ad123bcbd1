using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrderingSystem.Lambdas.Tests.Runtime;

/// <summary>Plays the Lambda Runtime API over HTTP: hands out the invocations of a test and keeps the answers.</summary>
internal sealed class RuntimeApiServer : IAsyncDisposable
{
    private const string Api = "/2018-06-01/runtime";
    private readonly WebApplication _app;
    private readonly Channel<Event> _events = Channel.CreateUnbounded<Event>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Answer>> _answers = new();
    private readonly TaskCompletionSource<Answer> _initError = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _firstNext = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _number;
    private readonly Lock _gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _watchers = [];
    private int _waiting;

    private RuntimeApiServer(WebApplication app) => _app = app;

    public string HostAndPort { get; private set; } = string.Empty;

    /// <summary>Ends when the runtime asks for its first invocation.</summary>
    public Task FirstNext => _firstNext.Task;

    public Task<Answer> InitError => _initError.Task;

    /// <summary>The most that asked for an invocation at a time.</summary>
    public int MostWaiting { get; private set; }

    /// <summary>What <c>/next</c> answers instead of invocations from now on.</summary>
    public int? RefuseNextWith { get; set; }

    /// <summary>What <c>/response</c> answers.</summary>
    public int ResponseStatus { get; set; } = StatusCodes.Status202Accepted;

    public static async Task<RuntimeApiServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new RuntimeApiServer(app);
        app.MapGet(Api + "/invocation/next", server.NextAsync);
        app.MapPost(Api + "/invocation/{id}/response", (string id, HttpRequest request) => server.AnsweredAsync(id, "response", request));
        app.MapPost(Api + "/invocation/{id}/error", (string id, HttpRequest request) => server.AnsweredAsync(id, "error", request));
        app.MapPost(Api + "/init/error", async (HttpRequest request) =>
        {
            server._initError.SetResult(await ReadAsync("init error", request));
            return Results.Accepted();
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.HostAndPort = new Uri(address).Authority;
        return server;
    }

    /// <summary>Ends when so many ask for an invocation at a time.</summary>
    public Task WhenWaitingAsync(int count)
    {
        lock (_gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((count, reached));
            if (_waiting >= count)
            {
                reached.SetResult();
            }

            return reached.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        }
    }

    /// <summary>Hands one event to the runtime and waits for what it makes of it.</summary>
    public async Task<Answer> InvokeAsync(string payloadJson, TimeSpan? timeout = null, string? traceId = null)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"8476a536-e9f4-11e8-9739-{Interlocked.Increment(ref _number):x12}");
        var answer = _answers.GetOrAdd(id, _ => new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously));
        var deadline = TimeProvider.System.GetUtcNow() + (timeout ?? TimeSpan.FromSeconds(60));
        await _events.Writer.WriteAsync(new Event(id, payloadJson, deadline.ToUnixTimeMilliseconds(), traceId));
        var given = await answer.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        _answers.TryRemove(id, out _);
        return given;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task NextAsync(HttpContext context)
    {
        Arrive();
        _firstNext.TrySetResult();
        try
        {
            if (RefuseNextWith is { } status)
            {
                context.Response.StatusCode = status;
                return;
            }

            var next = await _events.Reader.ReadAsync(context.RequestAborted);
            context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = next.Id;
            context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = next.DeadlineMs.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:123456789012:function:ordering-test";
            if (next.TraceId is not null)
            {
                context.Response.Headers["Lambda-Runtime-Trace-Id"] = next.TraceId;
            }

            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(next.PayloadJson);
        }
        catch (OperationCanceledException)
        {
            // The runtime was killed while it waited.
        }
        finally
        {
            lock (_gate)
            {
                _waiting--;
            }
        }
    }

    private void Arrive()
    {
        lock (_gate)
        {
            _waiting++;
            MostWaiting = Math.Max(MostWaiting, _waiting);
            foreach (var (count, reached) in _watchers)
            {
                if (_waiting >= count)
                {
                    reached.TrySetResult();
                }
            }
        }
    }

    private async Task<IResult> AnsweredAsync(string id, string kind, HttpRequest request)
    {
        var answer = await ReadAsync(kind, request);
        if (kind == "response" && ResponseStatus != StatusCodes.Status202Accepted)
        {
            return Results.StatusCode(ResponseStatus);
        }

        return _answers.TryGetValue(id, out var waiting) && waiting.TrySetResult(answer)
            ? Results.Accepted()
            : Results.Json(new { errorMessage = "Unknown or answered before.", errorType = "InvalidRequestID" }, statusCode: 400);
    }

    private static async Task<Answer> ReadAsync(string kind, HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return new Answer(kind, await reader.ReadToEndAsync(), request.ContentType, request.Headers["Lambda-Runtime-Function-Error-Type"]);
    }

    /// <param name="Kind"><c>response</c>, <c>error</c> or <c>init error</c>.</param>
    internal sealed record Answer(string Kind, string Json, string? ContentType, string? ErrorType);

    private sealed record Event(string Id, string PayloadJson, long DeadlineMs, string? TraceId);
}
