namespace OrderingSystem.AdminApi.OpenApi;

/// <summary>A query parameter or header that a route reads by itself, for the OpenAPI document.</summary>
/// <param name="In"><c>query</c> or <c>header</c>.</param>
/// <param name="Type">The type in JSON Schema: <c>string</c>, <c>integer</c> or <c>boolean</c>.</param>
public sealed record ApiParameter(string Name, string In, string Description, string Type = "string")
{
    public bool Required { get; init; }

    /// <summary>For example <c>date-time</c>; null for none.</summary>
    public string? Format { get; init; }

    /// <summary>All values there are; empty where they are not counted.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether several values may stand there, with commas between.</summary>
    public bool IsList { get; init; }

    public int? Minimum { get; init; }

    public int? Maximum { get; init; }

    public int? MaxLength { get; init; }

    public string? Example { get; init; }
}
