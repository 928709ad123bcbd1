using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.StepFunctions.Model;

namespace Amazon.StepFunctions.Transport;

/// <summary>One operation of the service: its name on the wire and the forms of what goes and comes.</summary>
/// <param name="IsIdempotent">Whether sending it twice does what sending it once does, so that it may be sent again after a lost answer.</param>
internal sealed record Operation<TRequest, TResponse>(
    string Name, JsonTypeInfo<TRequest> RequestJson, JsonTypeInfo<TResponse> ResponseJson, bool IsIdempotent = true)
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse;

internal static class Operations
{
    public static readonly Operation<CreateStateMachineRequest, CreateStateMachineResponse> CreateStateMachine =
        new("CreateStateMachine", WireJson.Default.CreateStateMachineRequest, WireJson.Default.CreateStateMachineResponse);

    public static readonly Operation<DescribeExecutionRequest, DescribeExecutionResponse> DescribeExecution =
        new("DescribeExecution", WireJson.Default.DescribeExecutionRequest, WireJson.Default.DescribeExecutionResponse);

    public static readonly Operation<DescribeStateMachineRequest, DescribeStateMachineResponse> DescribeStateMachine =
        new("DescribeStateMachine", WireJson.Default.DescribeStateMachineRequest, WireJson.Default.DescribeStateMachineResponse);

    public static readonly Operation<DescribeStateMachineForExecutionRequest, DescribeStateMachineForExecutionResponse> DescribeStateMachineForExecution =
        new("DescribeStateMachineForExecution", WireJson.Default.DescribeStateMachineForExecutionRequest, WireJson.Default.DescribeStateMachineForExecutionResponse);

    public static readonly Operation<GetExecutionHistoryRequest, GetExecutionHistoryResponse> GetExecutionHistory =
        new("GetExecutionHistory", WireJson.Default.GetExecutionHistoryRequest, WireJson.Default.GetExecutionHistoryResponse);

    public static readonly Operation<ListExecutionsRequest, ListExecutionsResponse> ListExecutions =
        new("ListExecutions", WireJson.Default.ListExecutionsRequest, WireJson.Default.ListExecutionsResponse);

    public static readonly Operation<ListStateMachinesRequest, ListStateMachinesResponse> ListStateMachines =
        new("ListStateMachines", WireJson.Default.ListStateMachinesRequest, WireJson.Default.ListStateMachinesResponse);

    public static readonly Operation<RedriveExecutionRequest, RedriveExecutionResponse> RedriveExecution =
        new("RedriveExecution", WireJson.Default.RedriveExecutionRequest, WireJson.Default.RedriveExecutionResponse);

    public static readonly Operation<SendTaskFailureRequest, SendTaskFailureResponse> SendTaskFailure =
        new("SendTaskFailure", WireJson.Default.SendTaskFailureRequest, WireJson.Default.SendTaskFailureResponse, IsIdempotent: false);

    public static readonly Operation<SendTaskHeartbeatRequest, SendTaskHeartbeatResponse> SendTaskHeartbeat =
        new("SendTaskHeartbeat", WireJson.Default.SendTaskHeartbeatRequest, WireJson.Default.SendTaskHeartbeatResponse);

    public static readonly Operation<SendTaskSuccessRequest, SendTaskSuccessResponse> SendTaskSuccess =
        new("SendTaskSuccess", WireJson.Default.SendTaskSuccessRequest, WireJson.Default.SendTaskSuccessResponse, IsIdempotent: false);

    /// <summary>Idempotent by its name: see <see cref="AmazonStepFunctionsClient.StartExecutionAsync"/> for requests without one.</summary>
    public static readonly Operation<StartExecutionRequest, StartExecutionResponse> StartExecution =
        new("StartExecution", WireJson.Default.StartExecutionRequest, WireJson.Default.StartExecutionResponse);

    public static readonly Operation<StopExecutionRequest, StopExecutionResponse> StopExecution =
        new("StopExecution", WireJson.Default.StopExecutionRequest, WireJson.Default.StopExecutionResponse);

    public static readonly Operation<UpdateStateMachineRequest, UpdateStateMachineResponse> UpdateStateMachine =
        new("UpdateStateMachine", WireJson.Default.UpdateStateMachineRequest, WireJson.Default.UpdateStateMachineResponse);
}
