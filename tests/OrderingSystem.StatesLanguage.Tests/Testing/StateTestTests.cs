using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Testing;

namespace OrderingSystem.StatesLanguage.Tests.Testing;

/// <summary>States on their own; what the service was recorded to answer is left to the recorded cases.</summary>
public sealed class StateTestTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Begin_PathsAndTemplates_ShowsEveryStep()
    {
        var test = Test(
            """
            { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "InputPath": "$.order", "Parameters": { "id.$": "$.id" },
              "ResultSelector": { "price.$": "$.cents" }, "ResultPath": "$.offer", "OutputPath": "$.offer", "Next": "Elsewhere" }
            """,
            """{"order":{"id":7}}""");

        var call = test.Begin();
        var end = test.Answer(Payload.FromText("""{"cents":5}"""));

        ((StateCalls)call).Task.Parameters.ToString().Should().Be("""{"id":7}""");
        end.Should().Be(new StateTestEnd(StateTestStatus.Succeeded, Payload.FromText("""{"price":5}"""), null, "Elsewhere"));
        test.Inspection.Should().BeEquivalentTo(new
        {
            Input = Payload.FromText("""{"order":{"id":7}}"""),
            AfterInputPath = Payload.FromText("""{"id":7}"""),
            AfterParameters = Payload.FromText("""{"id":7}"""),
            Result = Payload.FromText("""{"cents":5}"""),
            AfterResultSelector = Payload.FromText("""{"price":5}"""),
            AfterResultPath = Payload.FromText("""{"order":{"id":7},"offer":{"price":5}}"""),
        });
    }

    [Fact]
    public void Refuse_RetriesUsedUp_GoesOnToTheCatcherAndSaysBoth()
    {
        var test = Test(
            """
            { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": true,
              "Retry": [ { "ErrorEquals": ["Other"] }, { "ErrorEquals": ["Down"], "MaxAttempts": 2 } ],
              "Catch": [ { "ErrorEquals": ["States.ALL"], "ResultPath": "$.problem", "Next": "Park" } ] }
            """,
            "{}", retries: 2);

        _ = test.Begin();
        var end = (StateTestEnd)test.Refuse(new StatesError("Down", "for now"));

        end.Should().Be(new StateTestEnd(
            StateTestStatus.CaughtError, Payload.FromText("""{"problem":{"Error":"Down","Cause":"for now"}}"""), new StatesError("Down", "for now"), "Park"));
        (test.Inspection.RetryIndex, test.Inspection.CatchIndex, test.Inspection.RetryBackoff).Should().Be((1, 0, null));
    }

    [Fact]
    public void Begin_Assign_ShowsTheVariablesAsTheStateLeavesThem()
    {
        var test = Test("""{ "Type": "Pass", "Assign": { "tries": 2 }, "End": true }""", "{}", variables: """{"tries":1,"carrier":"Bob's Post"}""");

        _ = test.Begin();

        test.Inspection.Variables!.ToString().Should().Be("""{"tries":2,"carrier":"Bob's Post"}""");
    }

    [Fact]
    public void Begin_Wait_SaysHowLongAndGoesOn()
    {
        var test = Test("""{ "Type": "Wait", "SecondsPath": "$.pause", "Next": "Check" }""", """{"pause":90}""");

        var pause = test.Begin();
        var end = (StateTestEnd)test.Elapse();

        pause.Should().Be(new StatePauses(TimeSpan.FromSeconds(90)));
        end.NextState.Should().Be("Check");
    }

    [Fact]
    public void Begin_PathThatLeadsNowhere_FailsWithTheCauseAlone()
    {
        var test = Test("""{ "Type": "Pass", "InputPath": "$.none", "End": true }""", "{}");

        var end = (StateTestEnd)test.Begin();

        end.Should().Be(new StateTestEnd(StateTestStatus.Failed, null, new StatesError("States.Runtime", "Invalid path '$.none' : No results for path: $['none']"), null));
    }

    [Fact]
    public void Join_MoreFailuresThanTolerated_IsTheThresholdsError()
    {
        var test = Test(
            """
            { "Type": "Map", "ToleratedFailurePercentage": 30, "End": true, "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
              "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } } }
            """,
            "[1,2,3,4]");

        var forks = (StateForks)test.Begin();
        var end = (StateTestEnd)test.Join(Payload.FromText("[0,0,1,1]"), failures: 2, forks.Count);

        forks.Count.Should().Be(4);
        end.Error!.Name.Should().Be("States.ExceedToleratedFailureThreshold");
    }

    [Theory]
    [InlineData("""{ "Mode": "INLINE" }""")]
    [InlineData("""{ "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }""")]
    public void Begin_ItemSelector_ShowsWhatItMakesOfEveryItem(string config)
    {
        var test = Test(
            $$"""
            { "Type": "Map", "ItemsPath": "$.numbers", "ItemSelector": { "n.$": "$$.Map.Item.Value", "at.$": "$$.Map.Item.Index", "of.$": "$.name" }, "End": true,
              "ItemProcessor": { "ProcessorConfig": {{config}}, "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } } }
            """,
            """{"numbers":[7,8],"name":"x"}""");

        _ = test.Begin();

        test.Inspection.AfterItemsPath!.ToString().Should().Be("[7,8]");
        test.Inspection.AfterItemSelector!.ToString().Should().Be("""[{"n":7,"at":0,"of":"x"},{"n":8,"at":1,"of":"x"}]""");
    }

    [Fact]
    public void Read_NameInABranch_FindsTheState()
    {
        const string Definition =
            """
            { "StartAt": "Both", "States": { "Both": { "Type": "Parallel", "End": true, "Branches": [
              { "StartAt": "Left", "States": { "Left": { "Type": "Succeed" } } }, { "StartAt": "Right", "States": { "Right": { "Type": "Fail" } } } ] } } }
            """;

        StateUnderTest.Read(Definition, "Right").Type.Should().Be("Fail");
        StateUnderTest.Read(Definition, "Both").Contains("Left").Should().BeTrue();
        StateUnderTest.Read(Definition, "Nowhere").State.Should().BeNull();
    }

    private static StateTest Test(string state, string input, int retries = 0, string variables = "{}")
    {
        var read = StateUnderTest.Read(state, null);
        read.Problems.Should().BeEmpty();
        return new StateTest(read.State!, new StateTestSetup(Payload.FromText(input), JsonObject.Empty, Now, Entropy: 1)
        {
            RetryCount = retries,
            Variables = (JsonObject)JsonValue.Parse(variables),
        });
    }
}
