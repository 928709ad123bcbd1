using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Lambdas.Runtime;

namespace OrderingSystem.Lambdas.Tests.Runtime;

/// <summary>The runtime in this process against a Runtime API over HTTP.</summary>
public sealed class LambdaRuntimeTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _stopping = new();
    private RuntimeApiServer _server = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync() => _server = await RuntimeApiServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ContinueWith(static _ => { }, TaskScheduler.Default);
        await _server.DisposeAsync();
        _stopping.Dispose();
    }

    [Fact]
    public async Task Invoke_HandlerAnswers_PostsTheResponse()
    {
        Run((payload, _, _) => Task.FromResult(payload.ToArray()));

        var answer = await _server.InvokeAsync("""{"note":"茶"}""");

        answer.Kind.Should().Be("response");
        answer.Json.Should().Be("""{"note":"茶"}""");
        answer.ContentType.Should().Be("application/json");
    }

    [Fact]
    public async Task Invoke_Context_IsWhatTheRuntimeApiSaid()
    {
        ILambdaContext? seen = null;
        Run((_, context, _) =>
        {
            seen = context;
            return Task.FromResult("{}"u8.ToArray());
        });

        await _server.InvokeAsync("{}", TimeSpan.FromSeconds(30), "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1");

        seen!.AwsRequestId.Should().StartWith("8476a536-e9f4-11e8-9739-");
        seen.FunctionName.Should().Be("ordering-test");
        seen.MemoryLimitInMB.Should().Be(256);
        seen.InvokedFunctionArn.Should().Be("arn:aws:lambda:us-east-1:123456789012:function:ordering-test");
        seen.TraceId.Should().StartWith("Root=1-5bef4de7");
        seen.RemainingTime.Should().BeGreaterThan(TimeSpan.Zero).And.BeLessThan(TimeSpan.FromSeconds(30));
        Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID").Should().Be(seen.TraceId);
    }

    [Fact]
    public async Task Invoke_HandlerThrows_ReportsTheClassName()
    {
        Run((_, _, _) => throw new InvalidOperationException("broken", new FormatException("inner")));

        var answer = await _server.InvokeAsync("{}");

        answer.Kind.Should().Be("error");
        answer.ErrorType.Should().Be("Function.InvalidOperationException");
        answer.ContentType.Should().Be("application/vnd.aws.lambda.error+json");
        using var error = JsonDocument.Parse(answer.Json);
        error.RootElement.GetProperty("errorType").GetString().Should().Be("InvalidOperationException");
        error.RootElement.GetProperty("errorMessage").GetString().Should().Be("broken");
        error.RootElement.GetProperty("stackTrace").GetArrayLength().Should().BeGreaterThan(0);
        error.RootElement.GetProperty("cause").GetProperty("errorType").GetString().Should().Be("FormatException");
    }

    [Fact]
    public async Task Invoke_Refusal_ReportsTheErrorNameWithoutAStackTrace()
    {
        Run((_, _, _) => throw new CarrierUnavailableException("Down."));

        var answer = await _server.InvokeAsync("{}");

        using var error = JsonDocument.Parse(answer.Json);
        error.RootElement.GetProperty("errorType").GetString().Should().Be("CarrierUnavailableException");
        error.RootElement.GetProperty("stackTrace").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Invoke_AfterAnError_GoesOn()
    {
        Run((payload, _, _) => payload.Length == 2 ? throw new InvalidOperationException("once") : Task.FromResult(payload.ToArray()));
        await _server.InvokeAsync("{}");

        var answer = await _server.InvokeAsync("""{"a":1}""");

        answer.Kind.Should().Be("response");
    }

    [Fact]
    public async Task Invoke_HandlerOutlivesItsDeadline_IsCancelledBeforeAndReportsIt()
    {
        Run(async (_, _, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return [];
        });

        var answer = await _server.InvokeAsync("{}", LambdaRuntime.DeadlineMargin + TimeSpan.FromMilliseconds(200));

        answer.ErrorType.Should().Be("Function.InvocationDeadlineException");
    }

    [Fact]
    public async Task Invoke_ResponseTooLarge_ReportsThat()
    {
        _server.ResponseStatus = 413;
        Run((_, _, _) => Task.FromResult(Encoding.UTF8.GetBytes("\"large\"")));

        var answer = await _server.InvokeAsync("{}");

        answer.ErrorType.Should().Be("Function.ResponseTooLargeException");
    }

    [Fact]
    public async Task Run_MaxConcurrency_TakesThatManyInvocationsAtATime()
    {
        const int concurrency = 4;
        var inside = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Run(
            async (payload, _, _) =>
            {
                if (Interlocked.Increment(ref inside) == concurrency)
                {
                    all.SetResult();
                }

                await all.Task; // nobody leaves before all are in
                return payload.ToArray();
            },
            concurrency);

        var answers = await Task.WhenAll(Enumerable.Range(0, concurrency).Select(number => _server.InvokeAsync($"{number}")));

        answers.Select(answer => answer.Json).Should().Equal("0", "1", "2", "3");
        _server.MostWaiting.Should().BeLessThanOrEqualTo(concurrency);
    }

    [Fact]
    public async Task Run_RuntimeApiRefuses_EndsInsteadOfSpinning()
    {
        _server.RefuseNextWith = 403;

        Run((_, _, _) => Task.FromResult(Array.Empty<byte>()), concurrency: 3);

        var running = () => _running;
        await running.Should().ThrowAsync<RuntimeApiException>();
    }

    [Fact]
    public async Task Run_AskedToStop_FinishesWhatRuns()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Run(async (payload, _, _) =>
        {
            entered.SetResult();
            await release.Task;
            return payload.ToArray();
        });
        var invocation = _server.InvokeAsync("{}");
        await entered.Task;

        await _stopping.CancelAsync();
        release.SetResult();

        (await invocation).Kind.Should().Be("response");
        await _running;
    }

    [Theory]
    [InlineData("AWS_LAMBDA_RUNTIME_API")]
    [InlineData("_HANDLER")]
    public void Environment_VariableMissing_SaysWhich(string missing)
    {
        var read = () => LambdaEnvironment.Read(name => name == missing ? null : "1");

        read.Should().Throw<InvalidOperationException>().WithMessage($"{missing}*");
    }

    [Fact]
    public void Environment_WithoutManagedInstances_TakesOneAtATime() =>
        LambdaEnvironment.Read(name => name is "AWS_LAMBDA_RUNTIME_API" or "_HANDLER" ? "x:1" : null).MaxConcurrency.Should().Be(1);

    private void Run(LambdaHandler handler, int concurrency = 1)
    {
        var environment = LambdaEnvironment.Read(name => name switch
        {
            "AWS_LAMBDA_RUNTIME_API" => _server.HostAndPort,
            "_HANDLER" => "Test",
            "AWS_LAMBDA_FUNCTION_NAME" => "ordering-test",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE" => "256",
            "AWS_LAMBDA_MAX_CONCURRENCY" => $"{concurrency}",
            _ => null,
        });
        _running = RunAsync(handler, environment);
    }

    private async Task RunAsync(LambdaHandler handler, LambdaEnvironment environment)
    {
        using var api = new RuntimeApiClient(environment.RuntimeApi);
        await new LambdaRuntime(api, environment, TimeProvider.System, NullLogger<LambdaRuntime>.Instance).RunAsync(handler, _stopping.Token);
    }
}
