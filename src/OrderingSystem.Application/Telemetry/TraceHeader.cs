using System.Diagnostics;

namespace OrderingSystem.Application.Telemetry;

/// <summary>
/// AWS's tracing header, <c>Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1</c>: it travels with an execution
/// (<c>traceHeader</c> of StartExecution) and reaches its tasks. A trace id of W3C is the same 32 digits without the dashes.
/// </summary>
public static class TraceHeader
{
    private const string RootPrefix = "Root=1-";

    private static readonly AsyncLocal<string?> Slot = new();

    /// <summary>The header of the call that the current code works on; null where it has none.</summary>
    public static string? Incoming
    {
        get => Slot.Value;
        set => Slot.Value = value;
    }

    /// <summary>The header for what is started now; null where nobody records this trace, so that nothing is stored for it.</summary>
    public static string? Outgoing() => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } activity ? Write(activity.Context) : null;

    public static string Write(ActivityContext context)
    {
        var trace = context.TraceId.ToHexString();
        var sampled = context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? '1' : '0';
        return $"{RootPrefix}{trace[..8]}-{trace[8..]};Parent={context.SpanId.ToHexString()};Sampled={sampled}";
    }

    /// <returns>The default where the header is absent or not of this form: then a trace begins with what is being done.</returns>
    public static ActivityContext Read(string? header)
    {
        string? trace = null, parent = null;
        var flags = ActivityTraceFlags.None;
        foreach (var part in (header ?? string.Empty).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.StartsWith(RootPrefix, StringComparison.Ordinal))
            {
                trace = part[RootPrefix.Length..].Replace("-", string.Empty, StringComparison.Ordinal);
            }
            else if (part.StartsWith("Parent=", StringComparison.Ordinal))
            {
                parent = part["Parent=".Length..];
            }
            else if (part == "Sampled=1")
            {
                flags = ActivityTraceFlags.Recorded;
            }
        }

        return IsHex(trace, 32) && IsHex(parent, 16)
            ? new ActivityContext(ActivityTraceId.CreateFromString(trace), ActivitySpanId.CreateFromString(parent), flags, isRemote: true)
            : default;
    }

    private static bool IsHex(string? text, int length) =>
        text?.Length == length && text.All(char.IsAsciiHexDigitLower) && text.Any(digit => digit != '0');
}
