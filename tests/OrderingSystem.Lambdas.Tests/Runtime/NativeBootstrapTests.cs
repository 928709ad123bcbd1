using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OrderingSystem.Lambdas.Functions;
using OrderingSystem.Lambdas.Queues.SendEmail;
using OrderingSystem.Lambdas.Tests.Functions;

[assembly: AssemblyFixture(typeof(OrderingSystem.Lambdas.Tests.Runtime.NativeBootstrap))]

namespace OrderingSystem.Lambdas.Tests.Runtime;

/// <summary>The natively compiled executable as a process, against a Runtime API over HTTP.</summary>
public sealed partial class NativeBootstrapTests(NativeBootstrap bootstrap) : IAsyncLifetime
{
    private RuntimeApiServer _server = null!;

    /// <summary>Every handler that reads its input: all that the executable answers but the schedule's, which gets nothing worth reading.</summary>
    public static TheoryData<string> Handlers
    {
        get
        {
            using var services = TestServices.Build();
            return [.. services.GetRequiredService<TaskFunctions>().Names, SendEmailFunction.Name];
        }
    }

    public async ValueTask InitializeAsync() => _server = await RuntimeApiServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void Publish_Native_WarnsOfNothing()
    {
        bootstrap.Require();

        bootstrap.PublishLog.Should().NotContain("warning");
    }

    /// <summary>Amazon Linux 2023, which <c>provided.al2023</c> is, has glibc 2.34.</summary>
    [Fact]
    public void Executable_Symbols_NeedNoNewerGlibcThanLambdaHas()
    {
        bootstrap.Require();
        var binary = Encoding.Latin1.GetString(File.ReadAllBytes(bootstrap.Path));

        var versions = GlibcVersion().Matches(binary).Select(match => Version.Parse(match.Groups["version"].Value)).ToList();

        versions.Should().NotBeEmpty().And.OnlyContain(version => version <= new Version(2, 34));
    }

    [Fact]
    public void Executable_Size_StaysBelow25Megabytes()
    {
        bootstrap.Require();

        new FileInfo(bootstrap.Path).Length.Should().BeLessThan(25_000_000);
    }

    /// <summary>Says how long it took, the best of several starts; a bound would measure what else the machine does.</summary>
    [Fact]
    public async Task Start_Cold_AsksForWork()
    {
        var best = TimeSpan.MaxValue;
        for (var start = 0; start < 10; start++)
        {
            await using var server = await RuntimeApiServer.StartAsync();
            var watch = Stopwatch.StartNew();
            await using var process = bootstrap.Start(server, "BookShipment");
            await server.FirstNext.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        TestContext.Current.SendDiagnosticMessage($"Cold start, best of 10: {best.TotalMilliseconds:0} ms");
        best.Should().BeLessThan(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task Invoke_EveryHandlerWithInputThatIsNone_RefusesByName(string handler)
    {
        await using var process = bootstrap.Start(_server, handler);

        var answer = await _server.InvokeAsync("null");

        answer.Kind.Should().Be("error");
        answer.ErrorType.Should().Be("Function.InvalidTaskInputException");
        var log = await process.KillAsync();
        using var line = JsonDocument.Parse(log.Split('\n')[0]);
        line.RootElement.GetProperty("requestId").GetString().Should().StartWith("8476a536");
        line.RootElement.GetProperty("handler").GetString().Should().Be(handler);
    }

    [Fact]
    public async Task Invoke_TenThousandTimes_MemoryDoesNotGrow()
    {
        await using var process = bootstrap.Start(_server, "BookShipment");
        for (var number = 0; number < 10_000; number++) // until the collector has found its rhythm
        {
            await _server.InvokeAsync("""{"orderId":"nonsense"}""");
        }

        var before = process.WorkingSetBytes;
        for (var number = 0; number < 10_000; number++)
        {
            await _server.InvokeAsync("""{"orderId":"nonsense"}""");
        }

        (process.WorkingSetBytes - before).Should().BeLessThan(8_000_000);
    }

    [Fact]
    public async Task Start_MaxConcurrency_AsksForThatManyInvocations()
    {
        await using var process = bootstrap.Start(_server, "BookShipment", ("AWS_LAMBDA_MAX_CONCURRENCY", "8"));
        await _server.WhenWaitingAsync(8);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _server.InvokeAsync("null")));

        answers.Should().OnlyContain(answer => answer.ErrorType == "Function.InvalidTaskInputException");
        _server.MostWaiting.Should().Be(8);
    }

    [Fact]
    public async Task Start_UnknownHandler_ReportsAnInitErrorAndEnds()
    {
        await using var process = bootstrap.Start(_server, "Nonsense");

        (await _server.InitError).ErrorType.Should().Be("Runtime.UnknownHandlerException");
        (await process.WaitAsync()).ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task Start_VariableMissing_ReportsAnInitErrorThatNamesTheOption()
    {
        await using var process = bootstrap.Start(_server, "BookShipment", ("ORDERS_TABLE", null));

        var error = await _server.InitError;

        error.Json.Should().Contain("TableName");
        (await process.WaitAsync()).ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task Run_RuntimeApiGone_EndsTheProcess()
    {
        _server.RefuseNextWith = 500;

        await using var process = bootstrap.Start(_server, "BookShipment");

        (await process.WaitAsync()).ExitCode.Should().Be(1);
    }

    [GeneratedRegex(@"GLIBC_(?<version>\d+\.\d+(\.\d+)?)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex GlibcVersion();
}
