using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.StepFunctions.Model;
using Amazon.StepFunctions.Transport;

namespace Amazon.StepFunctions;

/// <summary>Calls Step Functions over HTTP: JSON 1.0, Signature Version 4, one pool of connections per client.</summary>
/// <remarks>Thread-safe; keep one per process.</remarks>
public sealed class AmazonStepFunctionsClient : IAmazonStepFunctions
{
    private readonly OperationInvoker _invoker;

    /// <summary>Uses the SDK's default credential chain: environment, profile, container, instance.</summary>
    public AmazonStepFunctionsClient(AmazonStepFunctionsConfig config)
        : this(DefaultAWSCredentialsIdentityResolver.GetCredentials(config), config)
    {
    }

    public AmazonStepFunctionsClient(AWSCredentials credentials, AmazonStepFunctionsConfig config)
        : this(credentials, config, TimeProvider.System, RetryRule.RandomJitter)
    {
    }

    /// <param name="clock">The wall clock: signatures are dated by it, back-off waits on it.</param>
    /// <param name="jitter">Draws a fraction of the back-off, from 0 to 1.</param>
    internal AmazonStepFunctionsClient(
        AWSCredentials credentials, AmazonStepFunctionsConfig config, TimeProvider clock, Func<double> jitter)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(config);
        _invoker = new OperationInvoker(credentials, config, clock, new RetryRule(config.MaxErrorRetry, jitter));
    }

    /// <inheritdoc/>
    public Task<CreateStateMachineResponse> CreateStateMachineAsync(
        CreateStateMachineRequest request, CancellationToken cancellationToken = default) =>
        _invoker.InvokeAsync(Operations.CreateStateMachine, request, cancellationToken);

    /// <inheritdoc/>
    public Task<DescribeExecutionResponse> DescribeExecutionAsync(
        DescribeExecutionRequest request, CancellationToken cancellationToken = default) =>
        _invoker.InvokeAsync(Operations.DescribeExecution, request, cancellationToken);

    /// <inheritdoc/>
    public Task<DescribeStateMachineResponse> DescribeStateMachineAsync(
        DescribeStateMachineRequest request, CancellationToken cancellationToken = default) =>
        _invoker.InvokeAsync(Operations.DescribeStateMachine, request, cancellationToken);

    /// <inheritdoc/>
    public Task<DescribeStateMachineForExecutionResponse> DescribeStateMachineForExecutionAsync(
        DescribeStateMachineForExecutionRequest request, CancellationToken cancellationToken = default) =>
        _invoker.InvokeAsync(Operations.DescribeStateMachineForExecution, request, cancellationToken);

    /// <inheritdoc/>
    public Task<GetExecutionHistoryResponse> GetExecutionHistoryAsync(
        GetExecutionHistoryRequest request, CancellationToken cancellationToken = default) =>
        _invoker.InvokeAsync(Operations.GetExecutionHistory, request, cancellationToken);

    /// <inheritdoc/>
    public Task<ListExecutionsResponse> ListExecutionsAsync(
        ListExecutionsRequest request, CancellationToken cancellationToken = default) =>
        _invoker.InvokeAsync(Operations.ListExecutions, request, cancellationToken);

    /// <inheritdoc/>
    public Task<ListStateMachinesResponse> ListStateMachinesAsync(
        ListStateMachinesRequest request, CancellationToken cancellationToken = default) =>
        _invoker.InvokeAsync(Operations.ListStateMachines, request, cancellationToken);

    /// <inheritdoc/>
    public Task<RedriveExecutionResponse> RedriveExecutionAsync(
        RedriveExecutionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var sent = request.ClientToken is not null ? request : new RedriveExecutionRequest
        {
            ExecutionArn = request.ExecutionArn,
            ClientToken = RandomNumberGenerator.GetHexString(32, lowercase: true),
        };
        return _invoker.InvokeAsync(Operations.RedriveExecution, sent, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SendTaskFailureResponse> SendTaskFailureAsync(
        SendTaskFailureRequest request, CancellationToken cancellationToken = default) =>
        _invoker.InvokeAsync(Operations.SendTaskFailure, request, cancellationToken);

    /// <inheritdoc/>
    public Task<SendTaskHeartbeatResponse> SendTaskHeartbeatAsync(
        SendTaskHeartbeatRequest request, CancellationToken cancellationToken = default) =>
        _invoker.InvokeAsync(Operations.SendTaskHeartbeat, request, cancellationToken);

    /// <inheritdoc/>
    public Task<SendTaskSuccessResponse> SendTaskSuccessAsync(
        SendTaskSuccessRequest request, CancellationToken cancellationToken = default) =>
        _invoker.InvokeAsync(Operations.SendTaskSuccess, request, cancellationToken);

    /// <inheritdoc/>
    public Task<StartExecutionResponse> StartExecutionAsync(
        StartExecutionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var operation = Operations.StartExecution with { IsIdempotent = request.Name is not null };
        return _invoker.InvokeAsync(operation, request, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StopExecutionResponse> StopExecutionAsync(
        StopExecutionRequest request, CancellationToken cancellationToken = default) =>
        _invoker.InvokeAsync(Operations.StopExecution, request, cancellationToken);

    /// <inheritdoc/>
    public Task<UpdateStateMachineResponse> UpdateStateMachineAsync(
        UpdateStateMachineRequest request, CancellationToken cancellationToken = default) =>
        _invoker.InvokeAsync(Operations.UpdateStateMachine, request, cancellationToken);

    public void Dispose() => _invoker.Dispose();
}
