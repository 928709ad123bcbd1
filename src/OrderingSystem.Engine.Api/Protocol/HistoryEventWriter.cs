using System.Diagnostics;
using System.Text.Json;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Api.Protocol;

/// <summary>
/// History events as the wire has them:
/// <c>{"timestamp":…,"type":"TaskFailed","id":5,"previousEventId":4,"taskFailedEventDetails":{…}}</c>.
/// </summary>
/// <param name="includeExecutionData">False leaves out inputs, outputs and assigned variables.</param>
internal sealed class HistoryEventWriter(Utf8JsonWriter writer, bool includeExecutionData)
{
    private static readonly Dictionary<HistoryEventType, string> DetailsNames =
        Enum.GetValues<HistoryEventType>().ToDictionary(type => type, DetailsName);

    public void Write(HistoryEvent historyEvent)
    {
        writer.WriteStartObject();
        writer.WriteTimestamp("timestamp", historyEvent.Timestamp);
        writer.WriteString("type"u8, historyEvent.Type.ToString());
        writer.WriteNumber("id"u8, historyEvent.Id);
        writer.WriteNumber("previousEventId"u8, historyEvent.PreviousEventId);
        if (historyEvent.Details is { } details)
        {
            writer.WriteStartObject(DetailsNames[historyEvent.Type]);
            WriteMembers(details);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>Every state type's entering and leaving is told in one member; each other event type has a member of its own name.</summary>
    private static string DetailsName(HistoryEventType type)
    {
        var name = type.ToString();
        return name switch
        {
            _ when name.EndsWith("StateEntered", StringComparison.Ordinal) => "stateEnteredEventDetails",
            _ when name.EndsWith("StateExited", StringComparison.Ordinal) => "stateExitedEventDetails",
            _ => char.ToLowerInvariant(name[0]) + name[1..] + "EventDetails",
        };
    }

    private void WriteMembers(HistoryEventDetails details)
    {
        switch (details)
        {
            case ExecutionStartedDetails started:
                WriteData("input", started.Input);
                writer.WriteOptional("roleArn", started.RoleArn);
                writer.WriteOptional("stateMachineAliasArn", started.StateMachineAliasArn);
                writer.WriteOptional("stateMachineVersionArn", started.StateMachineVersionArn);
                break;
            case ExecutionRedrivenDetails redriven:
                writer.WriteNumber("redriveCount"u8, redriven.RedriveCount);
                break;
            case StateEnteredDetails entered:
                writer.WriteString("name"u8, entered.Name);
                WriteData("input", entered.Input);
                break;
            case StateExitedDetails exited:
                writer.WriteString("name"u8, exited.Name);
                WriteData("output", exited.Output);
                WriteAssignedVariables(exited.AssignedVariables);
                break;
            case OutputDetails succeeded:
                WriteData("output", succeeded.Output);
                break;
            case ErrorDetails failed:
                WriteError(failed.Error, failed.Cause);
                break;
            case FunctionScheduledDetails scheduled:
                writer.WriteString("resource"u8, scheduled.Resource);
                WriteData("input", scheduled.Input);
                WriteLimits(scheduled.TimeoutInSeconds, scheduled.HeartbeatInSeconds, scheduled.CredentialsRoleArn);
                break;
            case TaskScheduledDetails scheduled:
                WriteResource(scheduled.ResourceType, scheduled.Resource);
                writer.WriteString("region"u8, scheduled.Region);
                // A required member of the model: without the data it is an empty object.
                writer.WritePayload("parameters", includeExecutionData ? scheduled.Parameters : Payload.EmptyObject);
                WriteLimits(scheduled.TimeoutInSeconds, scheduled.HeartbeatInSeconds, scheduled.CredentialsRoleArn);
                break;
            case TaskStartedDetails started:
                WriteResource(started.ResourceType, started.Resource);
                break;
            case TaskOutputDetails output:
                WriteResource(output.ResourceType, output.Resource);
                WriteData("output", output.Output);
                break;
            case TaskErrorDetails failed:
                WriteResource(failed.ResourceType, failed.Resource);
                WriteError(failed.Error, failed.Cause);
                break;
            case ActivityStartedDetails started:
                writer.WriteOptional("workerName", started.WorkerName);
                break;
            case MapStateStartedDetails started:
                writer.WriteNumber("length"u8, started.Length);
                break;
            case MapIterationDetails iteration:
                writer.WriteString("name"u8, iteration.Name);
                writer.WriteNumber("index"u8, iteration.Index);
                break;
            case MapRunStartedDetails started:
                writer.WriteString("mapRunArn"u8, started.MapRunArn);
                break;
            case MapRunRedrivenDetails redriven:
                writer.WriteString("mapRunArn"u8, redriven.MapRunArn);
                writer.WriteNumber("redriveCount"u8, redriven.RedriveCount);
                break;
            case EvaluationFailedDetails failed:
                WriteError(failed.Error, failed.Cause);
                writer.WriteOptional("location", failed.Location);
                writer.WriteString("state"u8, failed.State);
                break;
            default:
                throw new UnreachableException($"The wire has no form for {details.GetType().Name}.");
        }
    }

    private void WriteData(string name, Payload payload)
    {
        if (includeExecutionData)
        {
            writer.WritePayload(name, payload);
            writer.WriteFlag(name + "Details", "truncated", value: false);
        }
    }

    private void WriteAssignedVariables(JsonObject? variables)
    {
        if (variables is null || !includeExecutionData)
        {
            return;
        }

        writer.WriteStartObject("assignedVariables"u8);
        foreach (var (name, value) in variables)
        {
            writer.WriteString(name, value.ToUtf8());
        }

        writer.WriteEndObject();
        writer.WriteFlag("assignedVariablesDetails", "truncated", value: false);
    }

    private void WriteError(string? error, string? cause)
    {
        writer.WriteOptional("error", error);
        writer.WriteOptional("cause", cause);
    }

    private void WriteResource(string resourceType, string resource)
    {
        writer.WriteString("resourceType"u8, resourceType);
        writer.WriteString("resource"u8, resource);
    }

    private void WriteLimits(long? timeoutInSeconds, long? heartbeatInSeconds, string? credentialsRoleArn)
    {
        writer.WriteOptional("timeoutInSeconds", timeoutInSeconds);
        writer.WriteOptional("heartbeatInSeconds", heartbeatInSeconds);
        if (credentialsRoleArn is not null)
        {
            writer.WriteStartObject("taskCredentials"u8);
            writer.WriteString("roleArn"u8, credentialsRoleArn);
            writer.WriteEndObject();
        }
    }
}
