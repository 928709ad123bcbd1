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

    public Task<Customer?> FindAsync(CustomerId customerId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.GetValueOrDefault(customerId.Value));
        }
    }

    public Task<bool> TryAddAsync(Customer customer, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.TryAdd(customer.CustomerId.Value, customer));
        }
    }

    public Task<bool> TryUpdateAsync(Customer customer, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_rows.ContainsKey(customer.CustomerId.Value))
            {
                return Task.FromResult(false);
            }

            _rows[customer.CustomerId.Value] = customer;
            return Task.FromResult(true);
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
}
