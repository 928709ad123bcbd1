using Amazon.CDK;

namespace OrderingSystem.Infra.Tests;

public sealed class OrderingAppTests
{
    [Fact]
    public void App_AdminApiNotBuilt_SynthesisesTheRest()
    {
        Assert.SkipUnless(Synthesis.IsOnPath("node"), "Node.js is not installed: the CDK runs in it.");
        var folder = Directory.CreateTempSubdirectory("ordering-infra-part").FullName;
        var asset = Directory.CreateDirectory(Path.Combine(folder, "lambda")).FullName;
        File.WriteAllText(Path.Combine(asset, "bootstrap"), "stands for the executable");
        try
        {
            var app = new App(new AppProps { Outdir = Path.Combine(folder, "cdk.out"), AnalyticsReporting = false });

            var ordering = new OrderingApp(
                app, Synthesis.Production with { Stage = "dev" }, new DeploymentAssets(asset, AdminApiFolder: null, Synthesis.StateMachinesFolder));

            ordering.Api.Should().BeNull();
            app.Synth().Stacks.Select(stack => stack.Id).Should().BeEquivalentTo("Data", "Messaging", "Functions", "Workflow", "Identity", "Observability");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
