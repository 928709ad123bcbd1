namespace OrderingSystem.Engine.Tests.Shell;

internal static class Machines
{
    public const string Wait =
        """{ "StartAt": "Pause", "States": { "Pause": { "Type": "Wait", "Seconds": 3600, "End": true } } }""";

    public const string OneTask =
        """
        { "StartAt": "Book", "States": { "Book": {
          "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:book", "TimeoutSeconds": 600, "End": true } } }
        """;

    /// <summary>Tasks, a retry with jitter, a wait and a catch: something of everything that is stored.</summary>
    public const string Journey =
        """
        {
          "StartAt": "Record",
          "States": {
            "Record": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:record", "TimeoutSeconds": 60, "Next": "Pause" },
            "Pause": { "Type": "Wait", "Seconds": 86400, "Next": "Book" },
            "Book": {
              "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:book", "TimeoutSeconds": 60,
              "Retry": [ { "ErrorEquals": [ "Busy" ], "IntervalSeconds": 2, "BackoffRate": 3, "MaxAttempts": 3 } ],
              "Catch": [ { "ErrorEquals": [ "States.ALL" ], "ResultPath": "$.error", "Next": "Ask" } ],
              "Next": "Done"
            },
            "Ask": {
              "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "TimeoutSeconds": 7200,
              "Parameters": { "FunctionName": "ask", "Payload": { "token.$": "$$.Task.Token" } },
              "Catch": [ { "ErrorEquals": [ "States.Timeout" ], "Next": "Done" } ],
              "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
          }
        }
        """;

    public const string Token =
        """
        { "StartAt": "Ask", "States": { "Ask": {
          "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
          "Parameters": { "FunctionName": "ask", "Payload": { "token.$": "$$.Task.Token" } }, "End": true } } }
        """;
}
