using System.Text.Json;

namespace OrderingSystem.Engine.StatusChanges;

/// <summary>One event "Step Functions Execution Status Change", as EventBridge delivers it.</summary>
/// <param name="Id">The event's own; the same when it comes again.</param>
/// <param name="Status">By the service's name, such as <c>SUCCEEDED</c>.</param>
/// <param name="Utf8Json">The whole event.</param>
public sealed record StatusChange(string Id, string ExecutionArn, string Status, ReadOnlyMemory<byte> Utf8Json)
{
    internal static StatusChange Read(byte[] utf8Json)
    {
        using var document = JsonDocument.Parse(utf8Json);
        var detail = document.RootElement.GetProperty("detail");
        return new StatusChange(
            document.RootElement.GetProperty("id").GetString()!, detail.GetProperty("executionArn").GetString()!, detail.GetProperty("status").GetString()!, utf8Json);
    }
}
