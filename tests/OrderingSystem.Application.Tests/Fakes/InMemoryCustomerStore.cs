using System.Globalization;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Customers;

namespace OrderingSystem.Application.Tests.Fakes;

public sealed class InMemoryCustomerStore : ICustomerStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Customer> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<CustomerId, List<CustomerChange>> _changes = [];

    public Task<Customer?> FindAsync(CustomerId customerId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.GetValueOrDefault(customerId.Value));
        }
    }

    public Task<CustomerWrite> AddAsync(Customer customer, IReadOnlyList<CustomerChange> changes, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.ContainsKey(customer.CustomerId.Value) ? new CustomerWrite.IdTaken() : Write(customer with { Version = 1 }, changes));
        }
    }

    public Task<CustomerWrite> UpdateAsync(Customer customer, IReadOnlyList<CustomerChange> changes, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(IsCurrent(customer) ? Write(customer with { Version = customer.Version + 1 }, changes) : new CustomerWrite.Stale());
        }
    }

    public Task<CustomerWrite> EraseAsync(Customer erased, CustomerChange change, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!IsCurrent(erased))
            {
                return Task.FromResult<CustomerWrite>(new CustomerWrite.Stale());
            }

            _changes[erased.CustomerId] = [.. ChangesOf(erased.CustomerId).Select(earlier => earlier with { From = null, To = null })];
            return Task.FromResult(Write(erased with { Version = erased.Version + 1 }, [change]));
        }
    }

    public Task<IReadOnlyList<CustomerChange>> ReadHistoryAsync(CustomerId customerId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<CustomerChange>>([.. ChangesOf(customerId)]);
        }
    }

    public Task<Page<Customer>> ListAsync(string? search, PageRequest page, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var all = _rows.Values
                .Where(customer => SearchTerms.Parse(search)?.Match(customer.CustomerId.Value, customer.Name, customer.Email, customer.Phone) != false)
                .ToList();
            var start = page.Cursor is null ? 0 : InMemoryOrderStore.Start(page.Cursor);
            var items = all.Skip(start).Take(page.Limit).ToList();
            var next = start + items.Count < all.Count ? (start + items.Count).ToString(CultureInfo.InvariantCulture) : null;
            return Task.FromResult(new Page<Customer>(items, next));
        }
    }

    private List<CustomerChange> ChangesOf(CustomerId customerId) => _changes.GetValueOrDefault(customerId) ?? [];

    private bool IsCurrent(Customer customer) => _rows.TryGetValue(customer.CustomerId.Value, out var known) && known.Version == customer.Version;

    private CustomerWrite Write(Customer customer, IReadOnlyList<CustomerChange> changes)
    {
        var others = _rows.Values.Where(other => other.CustomerId != customer.CustomerId).ToList();
        if (customer.EmailKey is { } email && others.FirstOrDefault(other => other.EmailKey == email) is { } sameEmail)
        {
            return new CustomerWrite.Duplicate("email", sameEmail.CustomerId);
        }

        if (customer.PhoneKey is { } phone && others.FirstOrDefault(other => other.PhoneKey == phone) is { } samePhone)
        {
            return new CustomerWrite.Duplicate("phone", samePhone.CustomerId);
        }

        _rows[customer.CustomerId.Value] = customer;
        _changes[customer.CustomerId] = [.. ChangesOf(customer.CustomerId), .. changes];
        return new CustomerWrite.Written(customer);
    }
}
