using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using OrderingSystem.Application.Executions;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Infrastructure.Workflow;

/// <summary>Redeems task tokens through the Step Functions API.</summary>
public sealed class StepFunctionsCallbackTokens(IAmazonStepFunctions stepFunctions) : ICallbackTokens
{
    public Task<bool> SucceedAsync(TaskToken token, string output, CancellationToken cancellationToken) => StepFunctionsCalls.RedeemAsync(
        () => stepFunctions.SendTaskSuccessAsync(new SendTaskSuccessRequest { TaskToken = token.Reveal(), Output = output }, cancellationToken));

    public Task<bool> HeartbeatAsync(TaskToken token, CancellationToken cancellationToken) => StepFunctionsCalls.RedeemAsync(
        () => stepFunctions.SendTaskHeartbeatAsync(new SendTaskHeartbeatRequest { TaskToken = token.Reveal() }, cancellationToken));

    public Task<bool> FailAsync(TaskToken token, string error, string cause, CancellationToken cancellationToken) => StepFunctionsCalls.RedeemAsync(
        () => stepFunctions.SendTaskFailureAsync(new SendTaskFailureRequest { TaskToken = token.Reveal(), Error = error, Cause = cause }, cancellationToken));
}
