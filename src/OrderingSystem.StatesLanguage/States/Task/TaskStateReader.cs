using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.StatesLanguage.States.Task;

internal static class TaskStateReader
{
    public static State? Read(StateHeader header, ObjectReader fields)
    {
        var next = StateReaders.ReadNext(fields);
        var data = DataFlow.Read(fields, header.Language, DataFields.Input | DataFields.Parameters | DataFields.Selector | DataFields.Result | DataFields.Assign | DataFields.Output);
        var retriers = ErrorHandlingReader.ReadRetriers(fields);
        var catchers = ErrorHandlingReader.ReadCatchers(fields, header.Language);
        var timeout = SecondsField.Read(fields, header.Language, "TimeoutSeconds", minimum: 1);
        var heartbeat = SecondsField.Read(fields, header.Language, "HeartbeatSeconds", minimum: 1);
        if (timeout?.Constant <= heartbeat?.Constant)
        {
            fields.Problem("HeartbeatSeconds", "HeartbeatSeconds must be smaller than TimeoutSeconds");
        }

        var credentials = ReadCredentials(fields, header.Language);
        if (fields.RequiredText("Resource") is not { } arn)
        {
            return null;
        }

        if (!TaskResource.TryParse(arn, out var resource) || !OptimizedIntegrations.Supports(resource))
        {
            fields.Problem("Resource", $"The resource provided {arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.");
            return null;
        }

        if (header.Scope.IsExpress)
        {
            RejectInExpress(fields, resource);
        }

        return new TaskState
        {
            Name = header.Name,
            Comment = header.Comment,
            QueryLanguage = header.Language,
            Next = next,
            Data = data,
            Retriers = retriers,
            Catchers = catchers,
            Resource = resource,
            ParameterRules = IntegrationParameters.Of(resource),
            Timeout = timeout,
            Heartbeat = heartbeat,
            Credentials = credentials,
        };
    }

    private static void RejectInExpress(ObjectReader fields, TaskResource resource)
    {
        if (resource.Kind == TaskResourceKind.Activity)
        {
            fields.Problem("Resource", "Express state machine does not support activities");
        }
        else if (resource.Pattern == IntegrationPattern.Sync)
        {
            fields.Problem("Resource", "Express state machine does not support '.sync' service integration");
        }
        else if (resource.Pattern == IntegrationPattern.WaitForTaskToken)
        {
            fields.Problem("Resource", "Express state machine does not support '.waitForTaskToken' service integration "); // the blank is the service's
        }
    }

    private static CredentialsField? ReadCredentials(ObjectReader fields, QueryLanguage language)
    {
        if (fields.Value("Credentials") is not { } value)
        {
            return null;
        }

        if (value is not JsonObject role || !(role.ContainsName("RoleArn") || role.ContainsName("RoleArn.$")))
        {
            fields.Problem("Credentials", "The field 'RoleArn' is required but was missing");
            return null;
        }

        return language == QueryLanguage.Jsonata
            ? new CredentialsField(null, JsonataTemplate.Read(fields, "Credentials"))
            : new CredentialsField(fields.Template("Credentials"), null);
    }
}
