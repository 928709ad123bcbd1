namespace OrderingSystem.Engine.Simulation.Workload;

/// <summary>State machines with something of everything that waits, branches, retries or is answered from outside.</summary>
internal static class Machines
{
    private const string Function = "arn:aws:lambda:us-east-1:123456789012:function:";

    /// <summary>Of all Lambda tasks here.</summary>
    public static readonly TimeSpan TaskTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The least that lies between a failure and the next try.</summary>
    public static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(1);

    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["journey"] = $$"""
            { "StartAt": "Record", "States": {
              "Record": { "Type": "Task", "Resource": "{{Function}}record", "TimeoutSeconds": 30,
                "Retry": [ { "ErrorEquals": [ "States.ALL" ], "IntervalSeconds": 1, "BackoffRate": 2, "MaxAttempts": 3 } ],
                "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "Done" } ], "Next": "Pause3600" },
              "Pause3600": { "Type": "Wait", "Seconds": 3600, "Next": "Book" },
              "Book": { "Type": "Task", "Resource": "{{Function}}book", "TimeoutSeconds": 30,
                "Retry": [ { "ErrorEquals": [ "Busy" ], "IntervalSeconds": 2, "BackoffRate": 3, "MaxAttempts": 3 },
                           { "ErrorEquals": [ "States.Timeout" ], "IntervalSeconds": 1, "MaxAttempts": 2 } ],
                "Catch": [ { "ErrorEquals": [ "States.ALL" ], "ResultPath": "$.error", "Next": "Ask" } ], "Next": "Done" },
              "Ask": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "TimeoutSeconds": 7200,
                "Parameters": { "FunctionName": "ask", "Payload": { "token.$": "$$.Task.Token" } },
                "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "Done" } ], "Next": "Done" },
              "Done": { "Type": "Succeed" } } }
            """,
        ["beat"] = """
            { "StartAt": "Ask", "States": {
              "Ask": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "TimeoutSeconds": 600, "HeartbeatSeconds": 60,
                "Parameters": { "FunctionName": "ask", "Payload": { "token.$": "$$.Task.Token" } },
                "Retry": [ { "ErrorEquals": [ "States.ALL" ], "IntervalSeconds": 5, "MaxAttempts": 2 } ],
                "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "Done" } ], "End": true },
              "Done": { "Type": "Succeed" } } }
            """,
        ["fork"] = $$"""
            { "StartAt": "Split", "States": {
              "Split": { "Type": "Parallel", "Next": "Join", "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "Join" } ], "Branches": [
                { "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "{{Function}}a", "TimeoutSeconds": 30, "Next": "Pause10" }, "Pause10": { "Type": "Wait", "Seconds": 10, "End": true } } },
                { "StartAt": "Pause5", "States": { "Pause5": { "Type": "Wait", "Seconds": 5, "Next": "B" }, "B": { "Type": "Task", "Resource": "{{Function}}b", "TimeoutSeconds": 30, "End": true,
                  "Retry": [ { "ErrorEquals": [ "States.ALL" ], "IntervalSeconds": 1, "MaxAttempts": 2, "JitterStrategy": "NONE" } ] } } } ] },
              "Join": { "Type": "Task", "Resource": "{{Function}}join", "TimeoutSeconds": 30, "End": true } } }
            """,
        ["each"] = $$"""
            { "StartAt": "Each", "States": {
              "Each": { "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "End": true, "ItemProcessor": {
                "StartAt": "Item", "States": { "Item": { "Type": "Task", "Resource": "{{Function}}item", "TimeoutSeconds": 30, "End": true,
                  "Retry": [ { "ErrorEquals": [ "States.ALL" ], "IntervalSeconds": 1, "MaxAttempts": 4 } ] } } } } } }
            """,
        ["sleeper"] = """
            { "StartAt": "Pause86400", "States": { "Pause86400": { "Type": "Wait", "Seconds": 86400, "End": true } } }
            """,
    };

    /// <summary>How long a Wait state waits: its name says it.</summary>
    public static TimeSpan WaitOf(string state) => TimeSpan.FromSeconds(int.Parse(state.AsSpan("Pause".Length), System.Globalization.CultureInfo.InvariantCulture));
}
