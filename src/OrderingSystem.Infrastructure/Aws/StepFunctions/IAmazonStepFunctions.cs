using Amazon.StepFunctions.Model;

namespace Amazon.StepFunctions;

/// <summary>AWS Step Functions, API version 2016-11-23: the operations that this system calls.</summary>
/// <remarks>
/// AWSSDK.StepFunctions cannot be restored here, so this folder stands in for it with that package's namespaces, names and exceptions:
/// to go back, delete the folder and add the PackageReference. Every operation throws <see cref="AmazonStepFunctionsException"/> or the
/// modelled exception derived from it.
/// </remarks>
public interface IAmazonStepFunctions : IDisposable
{
    /// <exception cref="StateMachineAlreadyExistsException">The name is taken by another definition or configuration.</exception>
    /// <exception cref="InvalidDefinitionException">The definition is no valid States Language.</exception>
    Task<CreateStateMachineResponse> CreateStateMachineAsync(
        CreateStateMachineRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="ExecutionDoesNotExistException">There is no such execution.</exception>
    Task<DescribeExecutionResponse> DescribeExecutionAsync(
        DescribeExecutionRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="StateMachineDoesNotExistException">There is no such state machine.</exception>
    Task<DescribeStateMachineResponse> DescribeStateMachineAsync(
        DescribeStateMachineRequest request, CancellationToken cancellationToken = default);

    /// <summary>The definition that an execution runs, whatever its machine was updated to since.</summary>
    /// <exception cref="ExecutionDoesNotExistException">There is no such execution.</exception>
    Task<DescribeStateMachineForExecutionResponse> DescribeStateMachineForExecutionAsync(
        DescribeStateMachineForExecutionRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="ExecutionDoesNotExistException">There is no such execution.</exception>
    /// <exception cref="InvalidTokenException">NextToken is not one that this operation gave.</exception>
    Task<GetExecutionHistoryResponse> GetExecutionHistoryAsync(
        GetExecutionHistoryRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="StateMachineDoesNotExistException">There is no such state machine.</exception>
    Task<ListExecutionsResponse> ListExecutionsAsync(
        ListExecutionsRequest request, CancellationToken cancellationToken = default);

    Task<ListStateMachinesResponse> ListStateMachinesAsync(
        ListStateMachinesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Goes on with a failed, timed out or aborted execution from the state where it ended.</summary>
    /// <remarks>A request without ClientToken is given one, so that its retries redrive once.</remarks>
    /// <exception cref="ExecutionNotRedrivableException">The execution runs, succeeded, or is out of its redrive period.</exception>
    Task<RedriveExecutionResponse> RedriveExecutionAsync(
        RedriveExecutionRequest request, CancellationToken cancellationToken = default);

    /// <remarks>Not sent again once the service may have seen it: a second answer would be TaskTimedOut for a failure that was taken.</remarks>
    /// <exception cref="TaskDoesNotExistException">The token's task or execution no longer exists.</exception>
    /// <exception cref="TaskTimedOutException">The task was completed, timed out, or superseded.</exception>
    /// <exception cref="InvalidTokenException">The token is malformed.</exception>
    Task<SendTaskFailureResponse> SendTaskFailureAsync(
        SendTaskFailureRequest request, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="SendTaskFailureAsync" path="/exception"/>
    Task<SendTaskHeartbeatResponse> SendTaskHeartbeatAsync(
        SendTaskHeartbeatRequest request, CancellationToken cancellationToken = default);

    /// <remarks>Not sent again once the service may have seen it: a second answer would be TaskTimedOut for a success that was taken.</remarks>
    /// <exception cref="InvalidOutputException">The output is not JSON, or too large.</exception>
    /// <exception cref="TaskDoesNotExistException">The token's task or execution no longer exists.</exception>
    /// <exception cref="TaskTimedOutException">The task was completed, timed out, or superseded.</exception>
    /// <exception cref="InvalidTokenException">The token is malformed.</exception>
    Task<SendTaskSuccessResponse> SendTaskSuccessAsync(
        SendTaskSuccessRequest request, CancellationToken cancellationToken = default);

    /// <summary>Starts an execution; with a name, the same name and input again answer with the running execution.</summary>
    /// <exception cref="ExecutionAlreadyExistsException">The name was used with another input, or its execution has ended.</exception>
    /// <exception cref="StateMachineDoesNotExistException">There is no such state machine.</exception>
    Task<StartExecutionResponse> StartExecutionAsync(
        StartExecutionRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="ExecutionDoesNotExistException">There is no such execution.</exception>
    Task<StopExecutionResponse> StopExecutionAsync(
        StopExecutionRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="StateMachineDoesNotExistException">There is no such state machine.</exception>
    Task<UpdateStateMachineResponse> UpdateStateMachineAsync(
        UpdateStateMachineRequest request, CancellationToken cancellationToken = default);
}
