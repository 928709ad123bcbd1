using System.Security.Cryptography;
using System.Text;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Validation;

namespace OrderingSystem.Application.Customers;

/// <summary>Search, add and correct customers.</summary>
public sealed class CustomerRegister(ICustomerStore customers, TimeProvider clock)
{
    public Task<Customer?> FindAsync(CustomerId customerId, CancellationToken cancellationToken) => customers.FindAsync(customerId, cancellationToken);

    /// <returns>Null where there is no such customer.</returns>
    public async Task<IReadOnlyList<CustomerChange>?> ReadHistoryAsync(CustomerId customerId, CancellationToken cancellationToken) =>
        await customers.FindAsync(customerId, cancellationToken) is null ? null : await customers.ReadHistoryAsync(customerId, cancellationToken);

    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public Task<Page<Customer>> ListAsync(string? search, PageRequest page, CancellationToken cancellationToken) =>
        customers.ListAsync(search, page, cancellationToken);

    /// <summary>Adds a customer under an id that belongs to the idempotency key, so that a repeated request adds nobody twice.</summary>
    public async Task<CustomerResult> AddAsync(string idempotencyKey, CustomerDetails details, string by, CancellationToken cancellationToken)
    {
        var problems = CustomerRules.Check(details.Name, details.Email, details.Phone, details.Address, details.Channel);
        if (problems.Count > 0)
        {
            return new CustomerResult.Invalid(problems);
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("customer:" + idempotencyKey));
        var customer = CustomerOf(CustomerId.Parse("C-" + Convert.ToHexString(hash.AsSpan(0, 8))), details);
        switch (await customers.AddAsync(customer, Customer.Compare(null, customer, by, clock.GetUtcNow()), cancellationToken))
        {
            case CustomerWrite.Written written:
                return new CustomerResult.Stored(written.Customer);
            case CustomerWrite.Duplicate duplicate:
                return new CustomerResult.Duplicate(duplicate.Field, duplicate.Other);
            default:
                return await customers.FindAsync(customer.CustomerId, cancellationToken) is { } known && known with { Version = customer.Version } == customer
                    ? new CustomerResult.Stored(known)
                    : new CustomerResult.KeyReused();
        }
    }

    /// <param name="expectedVersion">The version that the caller saw; null for whatever is there.</param>
    public async Task<CustomerResult> CorrectAsync(
        CustomerId customerId, CustomerDetails details, long? expectedVersion, string by, CancellationToken cancellationToken)
    {
        var problems = CustomerRules.Check(details.Name, details.Email, details.Phone, details.Address, details.Channel);
        if (problems.Count > 0)
        {
            return new CustomerResult.Invalid(problems);
        }

        while (true)
        {
            if (await customers.FindAsync(customerId, cancellationToken) is not { } known)
            {
                return new CustomerResult.NotFound();
            }

            if (known.ErasedAt is not null)
            {
                return new CustomerResult.IsErased();
            }

            if (expectedVersion is { } expected && expected != known.Version)
            {
                return new CustomerResult.Changed(known.Version);
            }

            var corrected = CustomerOf(customerId, details) with { Version = known.Version };
            var changes = Customer.Compare(known, corrected, by, clock.GetUtcNow());
            if (changes.Count == 0)
            {
                return new CustomerResult.Stored(known);
            }

            switch (await customers.UpdateAsync(corrected, changes, cancellationToken))
            {
                case CustomerWrite.Written written:
                    return new CustomerResult.Stored(written.Customer);
                case CustomerWrite.Duplicate duplicate:
                    return new CustomerResult.Duplicate(duplicate.Field, duplicate.Other);
            }
        }
    }

    private static Customer CustomerOf(CustomerId customerId, CustomerDetails details) =>
        new(customerId, details.Name!, details.Email?.Trim(), details.Phone!, details.Address!) { Channel = details.Channel };
}

/// <summary>As the caller gave them; null where left out.</summary>
public sealed record CustomerDetails(string? Name, string? Email, string? Phone, string? Address, ContactChannel Channel = ContactChannel.Email);

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

    /// <summary>Another customer has this e-mail address or phone number.</summary>
    /// <param name="Field"><c>email</c> or <c>phone</c>.</param>
    public sealed record Duplicate(string Field, CustomerId Other) : CustomerResult;

    /// <summary>Somebody changed the customer since the caller looked.</summary>
    public sealed record Changed(long Version) : CustomerResult;

    /// <summary>Their personal data was erased.</summary>
    public sealed record IsErased : CustomerResult;
}
