using System.Text.RegularExpressions;
using OrderingSystem.Conformance.Tests.Comparison;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.Conformance.Tests.Cases;

/// <summary>Replays recorded executions through the interpreter and compares what came of them.</summary>
internal static class CaseRunner
{
    public static IReadOnlyList<CaseResult> RunAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .AsParallel().AsOrdered().Select(file => new ConformanceCase(file)).Where(recorded => recorded.IsReplayableExecution).Select(Run)];

    public static CaseResult Run(ConformanceCase recorded)
    {
        try
        {
            var reading = StateMachineReader.Read(recorded.Definition);
            if (reading.Definition is null)
            {
                return new CaseResult(recorded, "definition refused: " + string.Join("; ", reading.Diagnostics));
            }

            Compare(recorded, new ExecutionReplay(reading.Definition, recorded.NewScript(), recorded).Run(recorded.Facts));
            return new CaseResult(recorded, null);
        }
        catch (Exception failure) when (failure is Difference or RegexMatchTimeoutException or InvalidOperationException or InvalidCastException or KeyNotFoundException)
        {
            return new CaseResult(recorded, failure is Difference ? failure.Message : failure.ToString());
        }
    }

    private static void Compare(ConformanceCase recorded, ExecutionReplay replay)
    {
        if (recorded.Events is not null)
        {
            HistoryComparison.Compare(recorded, [.. replay.Events.Select(happened => RecordedEvent.Of(HistoryEventJson.ToJson(happened)))]);
            return;
        }

        var status = StatusName(replay.Execution.Status);
        if (status != recorded.ExpectedStatus)
        {
            throw new Difference("status", recorded.ExpectedStatus, $"{status} {replay.Execution.Error}");
        }

        if (recorded.ExpectedOutput is { } output)
        {
            ValueComparison.Compare(output, replay.Execution.Output is { } ours ? JsonValue.Of(ours.ToString()) : JsonValue.Null, recorded.NewBindings(), "output");
        }
    }

    private static string StatusName(ExecutionStatus status) => status switch
    {
        ExecutionStatus.TimedOut => "TIMED_OUT",
        _ => status.ToString().ToUpperInvariant(),
    };
}
