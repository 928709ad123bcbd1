using System.Net;
using Amazon.StepFunctions;
using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using Sfn = Amazon.StepFunctions.Model;

namespace OrderingSystem.Engine.Api.Tests.Actions;

/// <summary>More than the engine can take: callers are told to come again, in the service's words, and what was accepted is done.</summary>
public sealed class ThrottlingTests
{
    private const int Starts = 200;
    private const string Definition =
        """{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true}}}""";

    [Fact]
    public async Task StartExecution_ExpressPastTheBound_IsThrottledAndNothingAcceptedIsLost()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = 0;
        var options = new EngineOptions
        {
            ShutdownGrace = TimeSpan.Zero,
            AdmissionTimeout = TimeSpan.FromMilliseconds(50),
            Tasks = new TaskDispatcherOptions { MaxConcurrent = 4, MaxPerResource = 4, MaxPending = 20 },
        };
        await using var engine = await WholeEngine.StartAsync(
            async call =>
            {
                await open.Task;
                if (Interlocked.Increment(ref calls) == Starts)
                {
                    all.SetResult();
                }

                return ServiceResult.Success(Payload.FromText("1"));
            },
            options,
            authentication: EngineApiAuthentication.SignatureV4);
        using var impatient = engine.CreateSdkClient(maxErrorRetry: 0);
        var machine = (await impatient.CreateStateMachineAsync(new Sfn.CreateStateMachineRequest { Name = "m", Type = Amazon.StepFunctions.StateMachineType.EXPRESS, Definition = Definition, RoleArn = "arn:aws:iam::123456789012:role/r" })).StateMachineArn;

        var first = await Task.WhenAll(Enumerable.Range(0, Starts).Select(number => TryStartAsync(impatient, machine, number)));
        open.SetResult();
        using var patient = engine.CreateSdkClient(maxErrorRetry: 20);
        var second = await Task.WhenAll(first.Where(start => start.Refusal is not null).Select(start => TryStartAsync(patient, machine, start.Number)));
        await all.Task.WaitAsync(TimeSpan.FromSeconds(20));

        var accepted = first.Where(start => start.Arn is not null).ToList();
        var refusals = first.Select(start => start.Refusal).OfType<AmazonStepFunctionsException>().ToList();
        accepted.Should().NotBeEmpty();
        refusals.Should().NotBeEmpty().And.OnlyContain(refusal =>
            refusal.ErrorCode == "ThrottlingException" && refusal.Message == "Rate exceeded" && refusal.StatusCode == HttpStatusCode.BadRequest);
        second.Should().OnlyContain(start => start.Arn != null, "a client that tries again gets through");
        calls.Should().Be(Starts, "none ran twice");
    }

    private static async Task<(int Number, string? Arn, AmazonStepFunctionsException? Refusal)> TryStartAsync(AmazonStepFunctionsClient client, string machine, int number)
    {
        try
        {
            return (number, (await client.StartExecutionAsync(new Sfn.StartExecutionRequest { StateMachineArn = machine, Name = $"e-{number}" })).ExecutionArn, null);
        }
        catch (AmazonStepFunctionsException refusal)
        {
            return (number, null, refusal);
        }
    }
}
