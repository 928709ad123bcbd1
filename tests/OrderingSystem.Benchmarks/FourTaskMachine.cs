using OrderingSystem.StatesLanguage;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Benchmarks;

/// <summary>The smallest machine of an order's shape: four Tasks with Parameters, a retrier and a catcher, driven without an engine.</summary>
internal sealed class FourTaskMachine
{
    private const string Definition = """
        {
          "StartAt": "Record",
          "States": {
            "Record": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:111111111111:function:record", "TimeoutSeconds": 30,
                        "Parameters": { "orderId.$": "$.orderId", "name.$": "$$.Execution.Name" }, "ResultPath": null,
                        "Retry": [ { "ErrorEquals": [ "States.ALL" ], "MaxAttempts": 5, "JitterStrategy": "FULL" } ], "Next": "Load" },
            "Load":   { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:111111111111:function:load", "TimeoutSeconds": 30, "Parameters": { "orderId.$": "$.orderId" },
                        "ResultPath": null, "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "Book" } ], "Next": "Book" },
            "Book":   { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:111111111111:function:book", "TimeoutSeconds": 90, "Parameters": { "orderId.$": "$.orderId" },
                        "ResultPath": "$.booking", "Next": "Notify" },
            "Notify": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:111111111111:function:notify", "TimeoutSeconds": 30, "End": true }
          }
        }
        """;

    private static readonly DateTimeOffset Now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly StateMachineDefinition _definition = StateMachineReader.Read(Definition).Definition ?? throw new InvalidOperationException("The definition is wrong.");
    private readonly Interpreter _interpreter = new(new FixedTokens());
    private readonly byte[] _input = """{"orderId":"ord-01JH0000000000000000000000","customerId":"cus-17","items":[{"description":"A box","quantity":2}]}"""u8.ToArray();
    private readonly byte[] _answer = """{"shipmentId":"shp-1","trackingNumber":"BP123456789","status":"scheduled"}"""u8.ToArray();

    /// <summary>Reads and checks the definition.</summary>
    public static StateMachineDefinition? ReadDefinition() => StateMachineReader.Read(Definition).Definition;

    /// <summary>One order from start to end.</summary>
    /// <returns>Its history events.</returns>
    public int RunOne()
    {
        var facts = new ExecutionFacts("arn:aws:states:us-east-1:111111111111:execution:order:ord-1", "ord-1",
            "arn:aws:states:us-east-1:111111111111:stateMachine:order", "order", "1", "arn:aws:iam::111111111111:role/order", Now,
            Payload.FromTrustedUtf8(_input), null);
        var transition = _interpreter.Start(_definition, facts, new StartRequested(Now, 1));
        var events = transition.Events.Count;
        while (transition.Execution.IsRunning)
        {
            var taskId = ((StartTask)transition.Commands[^1]).TaskId;
            transition = _interpreter.Advance(_definition, transition.Execution, new TaskSucceeded(Now, 1, taskId, Payload.FromTrustedUtf8(_answer)));
            events += transition.Events.Count;
        }

        return events;
    }

    private sealed class FixedTokens : ITaskTokenMint
    {
        public TaskToken Mint(string executionArn, long taskId) => new("token");
    }
}
