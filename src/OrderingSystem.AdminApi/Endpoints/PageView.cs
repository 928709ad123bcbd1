namespace OrderingSystem.AdminApi.Endpoints;

/// <param name="NextCursor">Asks for the page that follows, as <c>?cursor=</c>; null on the last page.</param>
public sealed record PageView<T>(IReadOnlyList<T> Items, string? NextCursor);
