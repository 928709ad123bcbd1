using System.Globalization;
using OrderingSystem.Application.Auditing;
using OrderingSystem.Application.Paging;

namespace OrderingSystem.Application.Tests.Fakes;

public sealed class InMemoryAuditLog : IAuditLog
{
    private readonly Lock _gate = new();
    private readonly List<AuditEntry> _entries = [];

    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_entries.Exists(known => known.AuditId == entry.AuditId))
            {
                throw new AuditEntryExistsException(entry.AuditId);
            }

            _entries.Add(entry);
        }

        return Task.CompletedTask;
    }

    public Task<Page<AuditEntry>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // A cursor is the number of the entry that the page before ended with.
            var before = page.Cursor is null ? _entries.Count : InMemoryOrderStore.Start(page.Cursor);
            var found = Enumerable.Range(0, before).Reverse().Where(number => filter.Admits(_entries[number]) && !_entries.Exists(later => later.Concludes == _entries[number].AuditId)).Take(page.Limit + 1).ToList();
            var next = found.Count > page.Limit ? found[page.Limit - 1].ToString(CultureInfo.InvariantCulture) : null;
            return Task.FromResult(new Page<AuditEntry>([.. found.Take(page.Limit).Select(number => _entries[number])], next));
        }
    }
}
