using OrderingSystem.Application.Paging;

namespace OrderingSystem.Application.Auditing;

/// <summary>Who did what. Entries are added; nothing changes or removes one.</summary>
public interface IAuditLog
{
    /// <summary>On return the entry survives a power cut.</summary>
    /// <exception cref="AuditEntryExistsException">The id was used before; what is stored stays as it is.</exception>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Newest first; of a request that was concluded, the conclusion alone. A page may hold fewer than its limit and yet have a successor, where the filter admits little.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    Task<Page<AuditEntry>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken);
}

/// <summary>An entry with this id is there already.</summary>
public sealed class AuditEntryExistsException(string auditId) : Exception($"The audit log has an entry {auditId} already.");
