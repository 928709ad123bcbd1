namespace OrderingSystem.AdminApi.Lambda.Tests;

/// <summary>What the admin API's role allows; a test of <c>infra</c> holds the template against the same file.</summary>
internal static class ApiRights
{
    /// <summary>Operations of Step Functions, without the prefix <c>states:</c>.</summary>
    public static IReadOnlyList<string> StepFunctions { get; } =
    [
        "DescribeExecution", "DescribeStateMachine", "DescribeStateMachineForExecution", "GetExecutionHistory", "ListExecutions", "RedriveExecution",
        "SendTaskFailure", "SendTaskSuccess", "StartExecution", "StopExecution",
    ];
}
