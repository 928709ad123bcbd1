using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Api.Tests.Clients;

/// <summary>What Terraform's AWS provider asks of the service in the life of a state machine, an alias and an activity, in its order.</summary>
public sealed class TerraformLifecycleTests
{
    [Fact]
    public async Task Provider_PlansAppliesUpdatesAndDestroys_SeesWhatItWaitsFor()
    {
        const string Machine = "arn:aws:states:us-east-1:123456789012:stateMachine:machine";
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null), EngineApiAuthentication.SignatureV4);

        var seen = await SfnScript.RunAsync("terraform.mjs", engine);

        string Text(string name) => seen.GetProperty(name).ToString();
        (Text("wrongPlan"), Text("plan")).Should().Be(("FAIL", "OK"));
        seen.GetProperty("driftsFromWhatWasGiven").GetBoolean().Should().BeFalse("a plan after an apply is empty");
        seen.GetProperty("driftsByItself").GetBoolean().Should().BeFalse();
        Text("updated").Should().Be($$"""{"newest":"{{Machine}}:1","tags":[{"key":"stage","value":"test"}],"isNewRevision":true,"stillTraced":true}""");
        (Text("alias"), Text("aliasAfterwards")).Should().Be(("two", "ResourceNotFound"));
        (Text("activity"), Text("activityAfterwards")).Should().Be(("""["work",[{"key":"a","value":"b"}]]""", "ActivityDoesNotExist"));
        Text("whileDeleting").Should().Be("""["DELETING","StateMachineDeleting"]""");
        Text("afterwards").Should().Be("StateMachineDoesNotExist");
        seen.GetProperty("anew").GetBoolean().Should().BeTrue();
    }
}
