namespace OrderingSystem.Application.Paging;

/// <param name="Limit">1 to <see cref="MaxLimit"/>.</param>
/// <param name="Cursor">A <see cref="Page{T}.NextCursor"/> of the same list; null for the first page.</param>
public sealed record PageRequest(int Limit = PageRequest.DefaultLimit, string? Cursor = null)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;
}
