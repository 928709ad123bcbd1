using System.Text.RegularExpressions;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Composition;

/// <summary>Brings the definitions in <c>statemachines/</c> to the Step Functions endpoint, placeholders filled in, as the CDK app does on AWS.</summary>
internal sealed partial class StateMachineInstaller(IAmazonStepFunctions stepFunctions)
{
    private const string RoleArn = $"arn:aws:iam::{HostSettings.AccountId}:role/ordering-embedded";

    public static string FunctionArn(string function) => $"arn:aws:lambda:{HostSettings.Region}:{HostSettings.AccountId}:function:{function}";

    public static string StateMachineArn(string name) => $"arn:aws:states:{HostSettings.Region}:{HostSettings.AccountId}:stateMachine:{name}";

    /// <summary>Creates the machine, or gives it the definition that this build carries; executions that run keep the one they started with.</summary>
    /// <param name="name">File name without <c>.asl.json</c>.</param>
    public Task InstallAsync(string name, CancellationToken cancellationToken) => InstallAsync(name, name + ".asl.json", cancellationToken);

    /// <inheritdoc cref="InstallAsync(string, CancellationToken)"/>
    /// <param name="name">The machine's name.</param>
    /// <param name="file">Below <c>statemachines/</c>.</param>
    public async Task InstallAsync(string name, string file, CancellationToken cancellationToken)
    {
        var definition = Fill(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "statemachines", file), cancellationToken));
        try
        {
            _ = await stepFunctions.CreateStateMachineAsync(new CreateStateMachineRequest { Name = name, Definition = definition, RoleArn = RoleArn }, cancellationToken);
        }
        catch (StateMachineAlreadyExistsException)
        {
            _ = await stepFunctions.UpdateStateMachineAsync(new UpdateStateMachineRequest { StateMachineArn = StateMachineArn(name), Definition = definition }, cancellationToken);
        }
    }

    /// <summary><c>${BookShipmentFunctionArn}</c> is the ARN of the function <c>BookShipment</c>.</summary>
    private static string Fill(string definition) => Placeholder().Replace(definition, match => FunctionArn(match.Groups["function"].Value));

    [GeneratedRegex(@"\$\{(?<function>\w+)FunctionArn\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
