using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.StatusChanges;

/// <summary>Writes the event of a transition, in EventBridge's shape.</summary>
/// <remarks>Step Functions Developer Guide, "Automating Step Functions event delivery with EventBridge".</remarks>
internal static class StatusChangeEvent
{
    /// <summary>Input and output together; what is more is left out, and <c>inputDetails</c> and <c>outputDetails</c> say so.</summary>
    private const int MostDataBytes = 248 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether the transition starts, ends or redrives its execution.</summary>
    public static bool IsOne(ExecutionCommit commit) => commit.Before is not { IsRunning: true } || !commit.After.IsRunning;

    /// <param name="id">Of the event.</param>
    public static byte[] Write(ExecutionCommit commit, Guid id, EngineOptions options)
    {
        var execution = commit.After;
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteString("version"u8, "0");
        writer.WriteString("id"u8, id.ToString());
        writer.WriteString("detail-type"u8, "Step Functions Execution Status Change");
        writer.WriteString("source"u8, "aws.states");
        writer.WriteString("account"u8, options.AccountId);
        writer.WriteString("time"u8, execution.LastEventTime.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        writer.WriteString("region"u8, options.Region);
        writer.WriteStartArray("resources"u8);
        writer.WriteStringValue(execution.Facts.Arn);
        writer.WriteEndArray();
        writer.WriteStartObject("detail"u8);
        WriteDetail(writer, commit, execution);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteDetail(Utf8JsonWriter writer, ExecutionCommit commit, Execution execution)
    {
        var facts = execution.Facts;
        var record = new ExecutionRecord(
            commit.ExecutionId, commit.Revision, facts.Name, execution.Status, facts.StartTime, execution.StopTime, execution.RedriveCount, execution.RedriveTime);
        var (redrive, reason) = RedriveRules.StatusOf(record, execution.LastEventId, machineExists: true, execution.LastEventTime);
        var error = execution.Status == ExecutionStatus.Running ? null : execution.Error;
        var outputBytes = EscapedBytes(execution.Output);
        var inputIsIncluded = EscapedBytes(facts.Input) + outputBytes <= MostDataBytes;

        writer.WriteString("executionArn"u8, facts.Arn);
        writer.WriteString("stateMachineArn"u8, facts.StateMachineArn);
        writer.WriteString("name"u8, facts.Name);
        writer.WriteString("status"u8, NameOf(execution.Status));
        WriteTime(writer, "startDate", facts.StartTime);
        WriteTime(writer, "stopDate", execution.StopTime);
        WriteData(writer, "input", facts.Input, inputIsIncluded);
        WriteData(writer, "output", execution.Output, outputBytes <= MostDataBytes);
        writer.WriteString("stateMachineVersionArn"u8, facts.StateMachineVersionArn);
        writer.WriteString("stateMachineAliasArn"u8, facts.StateMachineAliasArn);
        writer.WriteNumber("redriveCount"u8, execution.RedriveCount);
        WriteTime(writer, "redriveDate", execution.RedriveTime);
        writer.WriteString("redriveStatus"u8, redrive == RedriveStatus.Redrivable ? "REDRIVABLE" : "NOT_REDRIVABLE");
        writer.WriteString("redriveStatusReason"u8, reason);
        writer.WriteString("error"u8, error?.Name);
        writer.WriteString("cause"u8, error?.Cause);
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            writer.WriteNumber(name, value.ToUnixTimeMilliseconds());
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteData(Utf8JsonWriter writer, string name, Payload? data, bool isIncluded)
    {
        if (data is null)
        {
            writer.WriteNull(name);
            writer.WriteNull(name + "Details");
            return;
        }

        if (isIncluded)
        {
            writer.WriteString(name, data.Utf8.Span);
        }
        else
        {
            writer.WriteNull(name);
        }

        writer.WriteStartObject(name + "Details");
        writer.WriteBoolean("included"u8, isIncluded);
        writer.WriteEndObject();
    }

    private static int EscapedBytes(Payload? data) => data is null ? 0 : JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(data.ToString()).Length;

    private static string NameOf(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Running => "RUNNING",
        ExecutionStatus.Succeeded => "SUCCEEDED",
        ExecutionStatus.Failed => "FAILED",
        ExecutionStatus.TimedOut => "TIMED_OUT",
        ExecutionStatus.Aborted => "ABORTED",
        _ => throw new UnreachableException($"No name for {status}."),
    };
}
