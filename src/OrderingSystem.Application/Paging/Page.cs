namespace OrderingSystem.Application.Paging;

/// <param name="NextCursor">Opaque; asks for the page that follows. Null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
