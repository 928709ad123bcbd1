using System.Text;
using Microsoft.Data.Sqlite;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Customers;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

public sealed class SqliteCustomerStore(OrderDatabase database) : ICustomerStore
{
    private const string Columns = "customer_id, name, email, phone, address";

    public Task<Customer?> FindAsync(CustomerId customerId, CancellationToken cancellationToken) => Task.FromResult(
        database.Read(statements => statements.QueryFirst($"SELECT {Columns} FROM customers WHERE customer_id = $id", Map, ("$id", customerId.Value))));

    public Task<bool> TryAddAsync(Customer customer, CancellationToken cancellationToken) => WriteAsync(
        $"INSERT INTO customers ({Columns}) VALUES ($id, $name, $email, $phone, $address) ON CONFLICT (customer_id) DO NOTHING",
        customer,
        cancellationToken);

    public Task<bool> TryUpdateAsync(Customer customer, CancellationToken cancellationToken) => WriteAsync(
        "UPDATE customers SET name = $name, email = $email, phone = $phone, address = $address WHERE customer_id = $id",
        customer,
        cancellationToken);

    public Task<Page<Customer>> ListAsync(string? search, PageRequest page, CancellationToken cancellationToken)
    {
        var sql = new StringBuilder($"SELECT {Columns} FROM customers WHERE customer_id > $after");
        var parameters = new List<(string, object?)>
        {
            ("$after", page.Cursor is null ? string.Empty : Cursors.Decode(page.Cursor, 1)[0]),
            ("$limit", page.Limit + 1),
        };
        if (!string.IsNullOrWhiteSpace(search))
        {
            sql.Append(
                """
                 AND (customer_id LIKE $search ESCAPE '\' OR name LIKE $search ESCAPE '\' OR email LIKE $search ESCAPE '\' OR phone LIKE $search ESCAPE '\')
                """);
            parameters.Add(("$search", SqliteColumns.Containing(search.Trim())));
        }

        sql.Append(" ORDER BY customer_id LIMIT $limit");
        var rows = database.Read(statements => statements.Query(sql.ToString(), Map, parameters.ToArray()));
        if (rows.Count <= page.Limit)
        {
            return Task.FromResult(new Page<Customer>(rows, null));
        }

        rows.RemoveAt(page.Limit);
        return Task.FromResult(new Page<Customer>(rows, Cursors.Encode(rows[^1].CustomerId.Value)));
    }

    private Task<bool> WriteAsync(string sql, Customer customer, CancellationToken cancellationToken) => database.WriteAsync(
        statements => statements.Execute(
            sql,
            ("$id", customer.CustomerId.Value),
            ("$name", customer.Name),
            ("$email", customer.Email),
            ("$phone", customer.Phone),
            ("$address", customer.Address)) > 0,
        cancellationToken);

    private static Customer Map(SqliteDataReader reader) =>
        new(CustomerId.Parse(reader.GetString(0)), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4));
}
