using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class DescribeActivity(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "DescribeActivity";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var activityArn = parameters.RequiredString("activityArn", Shapes.Arn);
        parameters.ThrowIfInvalid();
        Arns.RequireActivity(activityArn);

        var activity = await engine.DescribeActivityAsync(activityArn, cancellationToken);

        response.WriteString("activityArn"u8, activity.ActivityArn);
        response.WriteString("name"u8, activity.Name);
        response.WriteTimestamp("creationDate", activity.CreationDate);
        response.WriteEncryption();
    }
}
