using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.StatesLanguage.Tests.Definition;

public sealed class StateMachineReaderTests
{
    [Fact]
    public void Read_SeveralMistakes_AllComeBackEachWithItsPlace()
    {
        var reading = StateMachineReader.Read("""
            { "StartAt": "Nowhere", "Unknown": 1, "States": {
                "A": { "Type": "Task", "Next": "B" },
                "B": { "Type": "Wait", "Seconds": -1, "Next": "Missing" },
                "C": { "Type": "Pass", "InputPath": "not a path", "End": true },
                "D/E": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:111111111111:function:f", "Retry": [ { "ErrorEquals": [ "States.ALL" ], "MaxAttempts": -1 } ], "End": true },
                "F": { "Type": "Parallel", "End": true, "Branches": [ { "StartAt": "G", "States": { "G": { "Type": "Pass" } } } ] } } }
            """);

        reading.Definition.Should().BeNull();
        reading.Diagnostics.Select(diagnostic => diagnostic.Location).Should().BeEquivalentTo(
            "/StartAt", "/Unknown", "/States/A", "/States/B/Seconds", "/States/B/Next", "/States/C/InputPath", "/States/D~1E/Retry[0]/MaxAttempts",
            "/States/F/Branches[0]/States/G");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"StartAt\":")]
    public void Read_NoJsonObject_IsOneDiagnostic(string definition)
    {
        var reading = StateMachineReader.Read(definition);

        reading.Definition.Should().BeNull();
        reading.Diagnostics.Should().ContainSingle();
    }

    [Fact]
    public void Read_JsonPathStateInAJsonataMachine_IsRefused()
    {
        var reading = StateMachineReader.Read("""
            { "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Pass", "QueryLanguage": "JSONPath", "End": true } } }
            """);

        reading.Diagnostics.Should().ContainSingle().Which.Message.Should().Be("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
    }

    [Theory]
    [InlineData(""" "Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% 1 + %}" """, "/States/S/Output")]
    [InlineData(""" "Type": "Pass", "QueryLanguage": "JSONata", "InputPath": "$.a" """, "/States/S/InputPath")]
    [InlineData(""" "Type": "Pass", "Output": "{% 1 %}" """, "/States/S/Output")]
    [InlineData(""" "Type": "Pass", "Assign": 1 """, "/States/S/Assign")]
    public void Read_FieldDoesNotFitTheQueryLanguage_PointsAtIt(string fields, string location)
    {
        var reading = StateMachineReader.Read($$"""{ "StartAt": "S", "States": { "S": { {{fields}}, "End": true } } }""");

        reading.Diagnostics.Should().ContainSingle().Which.Location.Should().Be(location);
    }

    [Fact]
    public void Read_TargetIsMissingAndAStateIsNotReached_SaysBothInTheServicesWords()
    {
        var reading = StateMachineReader.Read("""
            { "StartAt": "pass1", "States": { "pass1": { "Type": "Pass", "Next": "pass3" }, "pass2": { "Type": "Pass", "End": true } } }
            """);

        reading.ErrorText.Should().Be(
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at /States/pass1/Next, MISSING_TRANSITION_TARGET: State \"pass2\" is not reachable. at /States/pass2");
    }

    [Theory]
    [InlineData("""{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "A" } } }""", "MISSING_END_STATE")]
    [InlineData("""{ "StartAt": "A", "States": { "A": { "Type": "Parallel", "End": true, "Branches": [ { "StartAt": "A", "States": { "A": { "Type": "Succeed" } } } ] } } }""", "DUPLICATE_STATE_NAME")]
    public void Read_GraphIsWrong_HasTheServicesCode(string definition, string code)
    {
        StateMachineReader.Read(definition).Diagnostics.Should().ContainSingle().Which.Code.Should().Be(code);
    }

    [Theory]
    [InlineData("arn:aws:states:::dynamodb:query", false)]
    [InlineData("arn:aws:states:::dynamodb:putItem.sync", false)]
    [InlineData("arn:aws:states:::states:startExecution.sync:2", true)]
    [InlineData("arn:aws:states:::aws-sdk:dynamodb:query", true)]
    [InlineData("not an arn", false)]
    public void Read_Resource_IsOneThatTheServiceKnows(string resource, bool isKnown)
    {
        var reading = StateMachineReader.Read($$"""{ "StartAt": "S", "States": { "S": { "Type": "Task", "Resource": "{{resource}}", "End": true } } }""");

        (reading.Definition is not null).Should().Be(isKnown);
    }

    [Theory]
    [InlineData(""" "Type": "Pass", "Parameters": { "a": { "id": "$.orderId" } }, "End": true """, "NO_DOLLAR", "/States/S/Parameters/a")]
    [InlineData(""" "Type": "Pass", "Parameters": { "a": "States.UUID()" }, "End": true """, "NO_DOLLAR", "/States/S/Parameters")]
    [InlineData(""" "Type": "Pass", "Result": { "id.$": "$.orderId" }, "End": true """, "PASS_RESULT_IS_STATIC", "/States/S/Result")]
    [InlineData(""" "Type": "Fail", "Cause": "$.reason" """, "NO_PATH", "/States/S/Cause")]
    public void Read_TextThatLooksLikeAPath_IsAcceptedWithAWarning(string fields, string code, string location)
    {
        var reading = StateMachineReader.Read($$"""{ "StartAt": "S", "States": { "S": { {{fields}} } } }""");

        reading.Definition.Should().NotBeNull();
        reading.ErrorText.Should().BeEmpty();
        var warning = reading.Diagnostics.Should().ContainSingle().Subject;
        (warning.Code, warning.Location, warning.Severity).Should().Be((code, location, DiagnosticSeverity.Warning));
    }
}
