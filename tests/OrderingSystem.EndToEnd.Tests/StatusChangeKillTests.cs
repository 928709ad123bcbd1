using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>The engine dies without a word while it tells a receiver that refuses every fifth event: nothing is lost, and the order within an execution holds.</summary>
public sealed class StatusChangeKillTests : IAsyncDisposable
{
    private const int Rounds = 4;
    private const int PerRound = 40;

    private readonly HttpListener _receiver = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(string Id, string Status)>> _taken = new(StringComparer.Ordinal);
    private readonly Task _receiving;
    private readonly string _url;

    public StatusChangeKillTests()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        _url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/events/");
        probe.Stop();
        _receiver.Prefixes.Add(_url);
        _receiver.Start();
        _receiving = ReceiveAsync();
    }

    [Fact]
    public async Task Engine_KilledWhileItTells_EveryAcceptedExecutionIsToldOfInOrder()
    {
        var folder = Directory.CreateTempSubdirectory("ordering-events-");
        var accepted = new ConcurrentQueue<string>();
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                await using var engine = await HostProcess.EngineAsync(folder.FullName, null, "--events-webhook", _url);
                var starting = StartManyAsync(engine, round, accepted);
                while (!starting.IsCompleted && accepted.Count < (round + 1) * PerRound)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
                }

                await engine.KillAsync();
                (await starting).Should().BeNull("nothing but the kill ends a round");
            }

            await using var last = await HostProcess.EngineAsync(folder.FullName, null, "--events-webhook", _url);
            await WaitUntilAllAreToldAsync(accepted);

            accepted.Count.Should().BeGreaterThanOrEqualTo(Rounds * PerRound);
            foreach (var execution in accepted)
            {
                _taken[execution].DistinctBy(change => change.Id).Select(change => change.Status).Should().Equal(["RUNNING", "SUCCEEDED"], execution);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _receiver.Close();
        await _receiving;
    }

    /// <returns>Null when the engine was killed; else what went wrong.</returns>
    private static async Task<string?> StartManyAsync(HostProcess engine, int round, ConcurrentQueue<string> accepted)
    {
        using var credentials = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(engine.DataFolder, "credentials.json")));
        var aws = credentials.RootElement.GetProperty("aws");
        using var client = new AmazonStepFunctionsClient(
            new BasicAWSCredentials(aws.GetProperty("accessKeyId").GetString(), aws.GetProperty("secretAccessKey").GetString()),
            new AmazonStepFunctionsConfig { ServiceURL = engine.StepFunctionsUrl.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, Timeout = TimeSpan.FromSeconds(5) });
        try
        {
            var machine = await client.CreateStateMachineAsync(new CreateStateMachineRequest
            {
                Name = "m",
                RoleArn = "arn:aws:iam::123456789012:role/r",
                Definition = """{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}}""",
            });
            for (var number = 0; ; number++)
            {
                var started = await client.StartExecutionAsync(new StartExecutionRequest { StateMachineArn = machine.StateMachineArn, Name = $"e-{round}-{number}" });
                accepted.Enqueue(started.ExecutionArn);
            }
        }
        catch (AmazonServiceException refused) when (refused.ErrorCode is not null)
        {
            return refused.Message;
        }
        catch (Exception killed) when (killed is AmazonServiceException or AmazonClientException or HttpRequestException or IOException)
        {
            return null; // what had no answer may have been accepted or not
        }
    }

    private async Task WaitUntilAllAreToldAsync(ConcurrentQueue<string> accepted)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (accepted.Any(execution => !_taken.TryGetValue(execution, out var changes) || !changes.Any(change => change.Status == "SUCCEEDED")))
        {
            TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromMinutes(2));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private async Task ReceiveAsync()
    {
        for (var count = 0; ; count++)
        {
            try
            {
                var context = await _receiver.GetContextAsync(); // one request at a time: the order in which they come is what is tested
                using var body = await JsonDocument.ParseAsync(context.Request.InputStream);
                var detail = body.RootElement.GetProperty("detail");
                context.Response.StatusCode = count % 5 == 4 ? 503 : 204;
                if (context.Response.StatusCode == 204)
                {
                    _taken.GetOrAdd(detail.GetProperty("executionArn").GetString()!, _ => new()).Enqueue((context.Request.Headers["X-Event-Id"]!, detail.GetProperty("status").GetString()!));
                }

                context.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                if (!_receiver.IsListening)
                {
                    return;
                }
            }
            catch (JsonException)
            {
                // cut short: its sender was killed
            }
        }
    }
}
