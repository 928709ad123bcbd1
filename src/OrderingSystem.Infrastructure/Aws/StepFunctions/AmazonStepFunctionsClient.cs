using System.Security.Cryptography;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.StepFunctions.Model;
using Amazon.StepFunctions.Transport;

namespace Amazon.StepFunctions;

/// <summary>Calls Step Functions over HTTP: JSON 1.0, Signature Version 4, one pool of connections per client. Thread-safe; keep one per process.</summary>
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
    internal AmazonStepFunctionsClient(AWSCredentials credentials, AmazonStepFunctionsConfig config, TimeProvider clock, Func<double> jitter)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(config);
        _invoker = new OperationInvoker(credentials, config, clock, new RetryRule(config.MaxErrorRetry, jitter));
    }

    /// <inheritdoc/>
    public Task<CreateStateMachineResponse> CreateStateMachineAsync(CreateStateMachineRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync("CreateStateMachine", request, WireJson.Default.CreateStateMachineRequest, WireJson.Default.CreateStateMachineResponse, true, cancellationToken);

    /// <inheritdoc/>
    public Task<DescribeExecutionResponse> DescribeExecutionAsync(DescribeExecutionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync("DescribeExecution", request, WireJson.Default.DescribeExecutionRequest, WireJson.Default.DescribeExecutionResponse, true, cancellationToken);

    /// <inheritdoc/>
    public Task<DescribeStateMachineResponse> DescribeStateMachineAsync(DescribeStateMachineRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync("DescribeStateMachine", request, WireJson.Default.DescribeStateMachineRequest, WireJson.Default.DescribeStateMachineResponse, true, cancellationToken);

    /// <inheritdoc/>
    public Task<GetExecutionHistoryResponse> GetExecutionHistoryAsync(GetExecutionHistoryRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync("GetExecutionHistory", request, WireJson.Default.GetExecutionHistoryRequest, WireJson.Default.GetExecutionHistoryResponse, true, cancellationToken);

    /// <inheritdoc/>
    public Task<ListExecutionsResponse> ListExecutionsAsync(ListExecutionsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync("ListExecutions", request, WireJson.Default.ListExecutionsRequest, WireJson.Default.ListExecutionsResponse, true, cancellationToken);

    /// <inheritdoc/>
    public Task<ListStateMachinesResponse> ListStateMachinesAsync(ListStateMachinesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync("ListStateMachines", request, WireJson.Default.ListStateMachinesRequest, WireJson.Default.ListStateMachinesResponse, true, cancellationToken);

    /// <inheritdoc/>
    public Task<RedriveExecutionResponse> RedriveExecutionAsync(RedriveExecutionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var sent = request.ClientToken is null
            ? new RedriveExecutionRequest { ExecutionArn = request.ExecutionArn, ClientToken = RandomNumberGenerator.GetHexString(32, lowercase: true) }
            : request;
        return InvokeAsync("RedriveExecution", sent, WireJson.Default.RedriveExecutionRequest, WireJson.Default.RedriveExecutionResponse, true, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SendTaskFailureResponse> SendTaskFailureAsync(SendTaskFailureRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync("SendTaskFailure", request, WireJson.Default.SendTaskFailureRequest, WireJson.Default.SendTaskFailureResponse, false, cancellationToken);

    /// <inheritdoc/>
    public Task<SendTaskHeartbeatResponse> SendTaskHeartbeatAsync(SendTaskHeartbeatRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync("SendTaskHeartbeat", request, WireJson.Default.SendTaskHeartbeatRequest, WireJson.Default.SendTaskHeartbeatResponse, true, cancellationToken);

    /// <inheritdoc/>
    public Task<SendTaskSuccessResponse> SendTaskSuccessAsync(SendTaskSuccessRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync("SendTaskSuccess", request, WireJson.Default.SendTaskSuccessRequest, WireJson.Default.SendTaskSuccessResponse, false, cancellationToken);

    /// <inheritdoc/>
    public Task<StartExecutionResponse> StartExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return InvokeAsync(
            "StartExecution", request, WireJson.Default.StartExecutionRequest, WireJson.Default.StartExecutionResponse, request.Name is not null, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StopExecutionResponse> StopExecutionAsync(StopExecutionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync("StopExecution", request, WireJson.Default.StopExecutionRequest, WireJson.Default.StopExecutionResponse, true, cancellationToken);

    /// <inheritdoc/>
    public Task<UpdateStateMachineResponse> UpdateStateMachineAsync(UpdateStateMachineRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync("UpdateStateMachine", request, WireJson.Default.UpdateStateMachineRequest, WireJson.Default.UpdateStateMachineResponse, true, cancellationToken);

    public void Dispose() => _invoker.Dispose();

    private Task<TResponse> InvokeAsync<TRequest, TResponse>(
        string operation,
        TRequest request,
        JsonTypeInfo<TRequest> requestJson,
        JsonTypeInfo<TResponse> responseJson,
        bool isIdempotent,
        CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
    {
        ArgumentNullException.ThrowIfNull(request);
        return _invoker.InvokeAsync(operation, request, requestJson, responseJson, isIdempotent, cancellationToken);
    }
}
