namespace OrderingSystem.Engine.Api.Tests.FeatureSupport;

internal enum Support
{
    Full,

    /// <summary>There, with a difference that the page tells.</summary>
    Partial,

    /// <summary>Refused by name when the definition is created.</summary>
    Absent,
}

/// <summary>A feature of the States Language.</summary>
/// <param name="Probe">A definition that uses it: read without an error where it is supported, refused where it is not.</param>
/// <param name="Difference">From the service; null where there is none.</param>
internal sealed record Feature(string Group, string Name, Support Support, string Probe, string? Difference = null);
