using OrderingSystem.Application.Paging;

namespace OrderingSystem.Application.Executions;

/// <summary>Lists callbacks of one kind, the one that waits longest first where the source knows.</summary>
public interface ICallbackSource
{
    /// <summary>See <see cref="CallbackOffer.Kind"/>.</summary>
    string Kind { get; }

    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    Task<Page<OpenCallbackItem>> ListAsync(PageRequest page, CancellationToken cancellationToken);
}
