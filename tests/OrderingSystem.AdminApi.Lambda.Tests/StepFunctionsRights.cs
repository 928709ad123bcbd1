namespace OrderingSystem.AdminApi.Lambda.Tests;

/// <summary>
/// Operations of Step Functions that the role of each program allows, without the prefix <c>states:</c>. The tests hold what the programs ask for against it, and
/// a test of <c>infra</c> the templates against the same file.
/// </summary>
internal static class StepFunctionsRights
{
    public const string AdminApi = "AdminApi";

    /// <summary>By handler; a function that is not here may call nothing.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByProgram { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        [AdminApi] =
        [
            "DescribeExecution", "DescribeStateMachine", "DescribeStateMachineForExecution", "GetExecutionHistory", "ListExecutions", "RedriveExecution",
            "SendTaskFailure", "SendTaskSuccess", "StartExecution", "StopExecution",
        ],
        ["AwaitCarrier"] = ["DescribeExecution", "StartExecution"],
        ["ReleaseOrders"] = ["DescribeExecution", "SendTaskFailure", "SendTaskSuccess", "StartExecution"],
        ["DecideBatch"] = ["SendTaskFailure", "SendTaskSuccess"],
        ["RedriveBatch"] = ["DescribeExecution", "ListExecutions", "RedriveExecution"],
    };
}
