using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class ListStateMachineVersions(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "ListStateMachineVersions";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var stateMachineArn = parameters.RequiredString("stateMachineArn", Shapes.Arn);
        var page = parameters.ReadPage(Shapes.PageToken);
        parameters.ThrowIfInvalid();
        Arns.RequireStateMachine(stateMachineArn);

        var versions = await engine.ListStateMachineVersionsAsync(stateMachineArn, page, cancellationToken);

        response.WriteStartArray("stateMachineVersions"u8);
        foreach (var version in versions.Items)
        {
            response.WriteStartObject();
            response.WriteString("stateMachineVersionArn"u8, version.StateMachineVersionArn);
            response.WriteTimestamp("creationDate", version.CreationDate);
            response.WriteEndObject();
        }

        response.WriteEndArray();
        response.WriteOptional("nextToken", versions.NextToken);
    }
}
