using System.Runtime.InteropServices;

namespace OrderingSystem.Engine.Versions;

/// <summary>A name that stands for one version, or for two by weight.</summary>
/// <param name="Routes">One or two; their weights add up to 100.</param>
internal sealed record StateMachineAlias(
    long StateMachineId, string Name, string? Description, IReadOnlyList<AliasRoute> Routes, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>The version that an execution runs.</summary>
    /// <param name="draw">A random number; the same one chooses the same version.</param>
    public int Choose(ulong draw)
    {
        var point = (int)(draw % 100);
        foreach (var (version, weight) in Routes)
        {
            point -= weight;
            if (point < 0)
            {
                return version;
            }
        }

        return Routes[^1].Version;
    }
}

/// <param name="Weight">Percent of the executions, 0 to 100.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AliasRoute(int Version, int Weight);
