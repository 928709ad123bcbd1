using System.Diagnostics;
using System.Globalization;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Lambdas.Functions;

/// <summary>A <see cref="LoopStep"/> as the state machine reads it.</summary>
/// <param name="Action"><c>go-on</c>, <c>wait</c>, <c>probe</c>, <c>hand-over</c> or <c>finish</c>.</param>
/// <param name="Until">A timestamp as Wait states take it; null unless <paramref name="Action"/> is <c>wait</c>.</param>
/// <param name="Steps">To be given back with the next step.</param>
public sealed record LoopResponse(string Action, string? Until, int Steps)
{
    public static LoopResponse Of(LoopStep step) => new(
        step.Action switch
        {
            LoopAction.GoOn => "go-on",
            LoopAction.Wait => "wait",
            LoopAction.Probe => "probe",
            LoopAction.HandOver => "hand-over",
            LoopAction.Finish => "finish",
            _ => throw new UnreachableException($"No word for {step.Action}."),
        },
        step.Until is { } until ? Timestamp(until) : null,
        step.Steps);

    /// <summary>Up to the next millisecond: a step that came a moment early would find nothing to do and wait again.</summary>
    internal static string Timestamp(DateTimeOffset time)
    {
        var early = time.UtcTicks % TimeSpan.TicksPerMillisecond;
        var next = early == 0 ? time : time.AddTicks(TimeSpan.TicksPerMillisecond - early);
        return next.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
