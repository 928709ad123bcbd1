using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class ListActivities(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "ListActivities";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var page = parameters.ReadPage(Shapes.PageToken);
        parameters.ThrowIfInvalid();

        var activities = await engine.ListActivitiesAsync(page, cancellationToken);

        response.WriteStartArray("activities"u8);
        foreach (var activity in activities.Items)
        {
            response.WriteStartObject();
            response.WriteString("activityArn"u8, activity.ActivityArn);
            response.WriteString("name"u8, activity.Name);
            response.WriteTimestamp("creationDate", activity.CreationDate);
            response.WriteEndObject();
        }

        response.WriteEndArray();
        response.WriteOptional("nextToken", activities.NextToken);
    }
}
