using System.Diagnostics.CodeAnalysis;

namespace OrderingSystem.Infrastructure.Carriers.Keys;

/// <summary>What a carrier's key can be.</summary>
public static class CarrierKeys
{
    private const int MaxLength = 4096;

    /// <summary>What an <c>Authorization</c> header can carry after <c>Bearer</c>: visible ASCII without spaces.</summary>
    public static bool IsKey([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaxLength } && text.All(character => character is > ' ' and <= '~');
}
