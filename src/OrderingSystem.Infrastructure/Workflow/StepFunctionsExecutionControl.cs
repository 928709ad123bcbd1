using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using OrderingSystem.Application.Executions;

namespace OrderingSystem.Infrastructure.Workflow;

/// <summary>Redrives and stops executions through the Step Functions API.</summary>
public sealed class StepFunctionsExecutionControl(IAmazonStepFunctions stepFunctions) : IExecutionControl
{
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
