using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using OrderingSystem.Application.Executions;

namespace OrderingSystem.Infrastructure.Workflow;

/// <summary>Starts, redrives and stops executions through the Step Functions API.</summary>
public sealed class StepFunctionsExecutionControl(IAmazonStepFunctions stepFunctions) : IExecutionControl
{
    public async Task<StartResult> StartAsync(string stateMachineArn, string? name, string input, CancellationToken cancellationToken)
    {
        try
        {
            var started = await StepFunctionsCalls.AskAsync(() => stepFunctions.StartExecutionAsync(
                new StartExecutionRequest { StateMachineArn = stateMachineArn, Name = name, Input = input }, cancellationToken));
            return new StartResult.Started(ExecutionNames.OfArn(started.ExecutionArn), started.ExecutionArn);
        }
        catch (AmazonStepFunctionsException refused) when (refused is ExecutionAlreadyExistsException or InvalidNameException)
        {
            return new StartResult.Refused("name", refused.Message);
        }
        catch (InvalidExecutionInputException refused)
        {
            return new StartResult.Refused("input", refused.Message);
        }
        catch (AmazonStepFunctionsException refused) when (refused.ErrorCode == "AccessDeniedException")
        {
            return new StartResult.Refused("stateMachine", "This API's role may not start it: see the policy of the API's function.");
        }
    }

    public async Task<string?> RedriveAsync(string executionArn, CancellationToken cancellationToken)
    {
        try
        {
            await StepFunctionsCalls.AskAsync(() => stepFunctions.RedriveExecutionAsync(
                new RedriveExecutionRequest { ExecutionArn = executionArn }, cancellationToken));
            return null;
        }
        catch (ExecutionNotRedrivableException declined)
        {
            return declined.Message;
        }
    }

    public Task StopAsync(string executionArn, string error, string cause, CancellationToken cancellationToken) =>
        StepFunctionsCalls.AskAsync(() => stepFunctions.StopExecutionAsync(
            new StopExecutionRequest { ExecutionArn = executionArn, Error = error, Cause = cause }, cancellationToken));
}
