using System.Security.Cryptography;
using System.Text;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Validation;

namespace OrderingSystem.Application.Customers;

/// <summary>Search, add and correct customers.</summary>
public sealed class CustomerRegister(ICustomerStore customers)
{
    public Task<Customer?> FindAsync(CustomerId customerId, CancellationToken cancellationToken) => customers.FindAsync(customerId, cancellationToken);

    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public Task<Page<Customer>> ListAsync(string? search, PageRequest page, CancellationToken cancellationToken) =>
        customers.ListAsync(search, page, cancellationToken);

    /// <summary>Adds a customer under an id that belongs to the idempotency key, so that a repeated request adds nobody twice.</summary>
    public async Task<CustomerResult> AddAsync(string idempotencyKey, CustomerDetails details, CancellationToken cancellationToken)
    {
        var problems = CustomerRules.Check(details.Name, details.Email, details.Phone, details.Address);
        if (problems.Count > 0)
        {
            return new CustomerResult.Invalid(problems);
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("customer:" + idempotencyKey));
        var customer = CustomerOf(CustomerId.Parse("C-" + Convert.ToHexString(hash.AsSpan(0, 8))), details);
        if (await customers.TryAddAsync(customer, cancellationToken))
        {
            return new CustomerResult.Stored(customer);
        }

        return await customers.FindAsync(customer.CustomerId, cancellationToken) == customer
            ? new CustomerResult.Stored(customer)
            : new CustomerResult.KeyReused();
    }

    public async Task<CustomerResult> CorrectAsync(CustomerId customerId, CustomerDetails details, CancellationToken cancellationToken)
    {
        var problems = CustomerRules.Check(details.Name, details.Email, details.Phone, details.Address);
        if (problems.Count > 0)
        {
            return new CustomerResult.Invalid(problems);
        }

        var customer = CustomerOf(customerId, details);
        return await customers.TryUpdateAsync(customer, cancellationToken) ? new CustomerResult.Stored(customer) : new CustomerResult.NotFound();
    }

    private static Customer CustomerOf(CustomerId customerId, CustomerDetails details) =>
        new(customerId, details.Name!, details.Email!, details.Phone!, details.Address!);
}

/// <summary>As the caller gave them; null where left out.</summary>
public sealed record CustomerDetails(string? Name, string? Email, string? Phone, string? Address);

public abstract record CustomerResult
{
    private CustomerResult()
    {
    }

    public sealed record Stored(Customer Customer) : CustomerResult;

    public sealed record Invalid(IReadOnlyList<ValidationProblem> Problems) : CustomerResult;

    public sealed record NotFound : CustomerResult;

    /// <summary>The key belongs to another request.</summary>
    public sealed record KeyReused : CustomerResult;
}
