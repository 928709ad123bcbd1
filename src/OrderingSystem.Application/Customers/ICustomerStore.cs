using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Customers;

namespace OrderingSystem.Application.Customers;

public interface ICustomerStore
{
    Task<Customer?> FindAsync(CustomerId customerId, CancellationToken cancellationToken);

    /// <returns>False where a customer of this id is there; it stays as it is.</returns>
    Task<bool> TryAddAsync(Customer customer, CancellationToken cancellationToken);

    /// <returns>False where there is no such customer.</returns>
    Task<bool> TryUpdateAsync(Customer customer, CancellationToken cancellationToken);

    /// <summary>By customer id.</summary>
    /// <param name="search">A part of the id, name, phone or e-mail; case does not matter. Null for all.</param>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    Task<Page<Customer>> ListAsync(string? search, PageRequest page, CancellationToken cancellationToken);
}
