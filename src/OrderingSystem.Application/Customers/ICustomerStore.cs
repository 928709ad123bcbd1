using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Customers;

namespace OrderingSystem.Application.Customers;

/// <summary>Customers and what was changed about them. No two that were not erased have one e-mail address or one phone number.</summary>
public interface ICustomerStore
{
    Task<Customer?> FindAsync(CustomerId customerId, CancellationToken cancellationToken);

    /// <summary>Stores a new customer as version 1.</summary>
    Task<CustomerWrite> AddAsync(Customer customer, IReadOnlyList<CustomerChange> changes, CancellationToken cancellationToken);

    /// <summary>Replaces the customer that was loaded as <see cref="Customer.Version"/> and appends to the history: both or neither.</summary>
    Task<CustomerWrite> UpdateAsync(Customer customer, IReadOnlyList<CustomerChange> changes, CancellationToken cancellationToken);

    /// <summary>The same, and takes the values out of all of the history.</summary>
    Task<CustomerWrite> EraseAsync(Customer erased, CustomerChange change, CancellationToken cancellationToken);

    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<CustomerChange>> ReadHistoryAsync(CustomerId customerId, CancellationToken cancellationToken);

    /// <summary>By customer id.</summary>
    /// <param name="search">As in <see cref="SearchTerms"/>, in the id, name, phone and e-mail. Null for all.</param>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    Task<Page<Customer>> ListAsync(string? search, PageRequest page, CancellationToken cancellationToken);

    /// <returns>False where the customer, or another one with the same e-mail address or phone number, is there.</returns>
    async Task<bool> TryAddAsync(Customer customer, CancellationToken cancellationToken) =>
        await AddAsync(customer, [], cancellationToken) is CustomerWrite.Written;
}

public abstract record CustomerWrite
{
    private CustomerWrite()
    {
    }

    /// <param name="Customer">As it now stands in the store.</param>
    public sealed record Written(Customer Customer) : CustomerWrite;

    /// <summary>A customer of this id is there; it stays as it is.</summary>
    public sealed record IdTaken : CustomerWrite;

    /// <summary>There is no such customer, or its version is another one.</summary>
    public sealed record Stale : CustomerWrite;

    /// <summary>Another customer has this e-mail address or phone number.</summary>
    /// <param name="Field"><c>email</c> or <c>phone</c>.</param>
    public sealed record Duplicate(string Field, CustomerId Other) : CustomerWrite;
}
