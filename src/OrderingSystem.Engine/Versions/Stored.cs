namespace OrderingSystem.Engine.Versions;

/// <summary>A version's row in the catalog, <c>version/{machine}/{number}</c>.</summary>
internal sealed record StoredVersion(long RevisionId, string? Description, DateTimeOffset CreatedAt);

/// <summary>The highest number that was ever given out, <c>version-last/{machine}</c>.</summary>
internal sealed record StoredVersionCount(int Last);

/// <summary>An alias's row in the catalog, <c>alias/{machine}/{name}</c>.</summary>
internal sealed record StoredAlias(string? Description, List<StoredRoute> Routes, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

internal sealed record StoredRoute(int Version, int Weight);
