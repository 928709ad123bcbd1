namespace OrderingSystem.Application.Paging;

/// <summary>The cursor was not made by this list.</summary>
public sealed class InvalidCursorException : Exception
{
    public InvalidCursorException()
        : base("The cursor is not one that this list gave.")
    {
    }
}
