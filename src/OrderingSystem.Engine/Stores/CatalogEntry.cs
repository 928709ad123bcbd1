namespace OrderingSystem.Engine.Stores;

/// <summary>One of the few small things that the engine keeps whole in memory beside its executions: an activity, a tag, a published version.</summary>
/// <param name="Name">Its kind and its key, <c>activity/pack</c>; unique.</param>
/// <param name="Value">JSON in UTF-8; null removes the entry.</param>
public sealed record CatalogEntry(string Name, byte[]? Value)
{
    /// <summary>Where the client token of an execution's redrive is kept; it goes when the execution does.</summary>
    public static string RedriveOf(long executionId) => $"redrive/{executionId}/";

    /// <summary>What the names of an execution's Map runs and of their items begin with; they go when the execution does, and the children after it.</summary>
    public static IReadOnlyList<string> MapRunsOf(long executionId) => [$"map-run/{executionId}/", $"map-run-open/{executionId}/", $"map-run-items/{executionId}/"];

    /// <summary>Where it is kept which execution a Map run belongs to: the value begins with the execution's number and a slash.</summary>
    public static string MapRunByArn(string mapRunArn) => "map-run-arn/" + mapRunArn;
}
