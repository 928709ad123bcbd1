using System.Text;
using Microsoft.Data.Sqlite;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Customers;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

public sealed class SqliteCustomerStore(OrderDatabase database) : ICustomerStore
{
    /// <summary>The column has a text always.</summary>
    private const string NoEmail = "";

    private const string Columns = "customer_id, name, email, phone, address, channel, version, erased_at";

    public Task<Customer?> FindAsync(CustomerId customerId, CancellationToken cancellationToken) => Task.FromResult(
        database.Read(statements => statements.QueryFirst($"SELECT {Columns} FROM customers WHERE customer_id = $id", Map, ("$id", customerId.Value))));

    public Task<CustomerWrite> AddAsync(Customer customer, IReadOnlyList<CustomerChange> changes, CancellationToken cancellationToken) => database.WriteAsync<CustomerWrite>(
        statements =>
        {
            if (statements.Query("SELECT 1 FROM customers WHERE customer_id = $id", _ => 0, ("$id", customer.CustomerId.Value)).Count > 0)
            {
                return new CustomerWrite.IdTaken();
            }

            return FindOther(statements, customer) is { } other ? other : Write(
                statements,
                $"""
                INSERT INTO customers ({Columns}, email_key, phone_key)
                VALUES ($id, $name, $email, $phone, $address, $channel, 1, $erased_at, $email_key, $phone_key)
                """,
                customer with { Version = 1 },
                changes);
        },
        cancellationToken);

    public Task<CustomerWrite> UpdateAsync(Customer customer, IReadOnlyList<CustomerChange> changes, CancellationToken cancellationToken) => database.WriteAsync<CustomerWrite>(
        statements => !IsCurrent(statements, customer) ? new CustomerWrite.Stale()
            : FindOther(statements, customer) is { } other ? other
            : Update(statements, customer, changes),
        cancellationToken);

    public Task<CustomerWrite> EraseAsync(Customer erased, CustomerChange change, CancellationToken cancellationToken) => database.WriteAsync<CustomerWrite>(
        statements =>
        {
            if (!IsCurrent(statements, erased))
            {
                return new CustomerWrite.Stale();
            }

            statements.Execute("UPDATE customer_changes SET old = NULL, new = NULL WHERE customer_id = $id", ("$id", erased.CustomerId.Value));
            return Update(statements, erased, [change]);
        },
        cancellationToken);

    public Task<IReadOnlyList<CustomerChange>> ReadHistoryAsync(CustomerId customerId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CustomerChange>>(database.Read(statements => statements.Query(
            "SELECT at, by, field, old, new FROM customer_changes WHERE customer_id = $id ORDER BY number",
            reader => new CustomerChange(
                reader.GetTime(0), reader.GetString(1), reader.GetString(2), reader.GetStringOrNull(3), reader.GetStringOrNull(4)),
            ("$id", customerId.Value))));

    public Task<Page<Customer>> ListAsync(string? search, PageRequest page, CancellationToken cancellationToken)
    {
        var sql = new StringBuilder($"SELECT {Columns} FROM customers WHERE customer_id > $after");
        var parameters = new List<(string, object?)>
        {
            ("$after", page.Cursor is null ? string.Empty : Cursors.Decode(page.Cursor, 1)[0]),
            ("$limit", page.Limit + 1),
        };
        if (SearchTerms.Parse(search) is { } terms)
        {
            var (match, condition) = TrigramSearch.Of(terms, "customer_texts.text", parameters);
            sql.Append(match is null
                ? $" AND customer_id IN (SELECT owner FROM customer_texts WHERE 1 = 1{condition})"
                : $" AND customer_id IN (SELECT owner FROM customer_search JOIN customer_texts ON id = customer_search.rowid WHERE customer_search MATCH $match{condition})");
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

    private static bool IsCurrent(SqliteStatements statements, Customer customer) => statements.Query(
        "SELECT 1 FROM customers WHERE customer_id = $id AND version = $version",
        _ => 0,
        ("$id", customer.CustomerId.Value),
        ("$version", customer.Version)).Count > 0;

    private static CustomerWrite.Duplicate? FindOther(SqliteStatements statements, Customer customer) => statements.QueryFirst(
        """
        SELECT customer_id, email_key IS $email_key FROM customers
        WHERE (email_key = $email_key OR phone_key = $phone_key) AND customer_id <> $id ORDER BY email_key IS $email_key DESC LIMIT 1
        """,
        reader => new CustomerWrite.Duplicate(reader.GetBoolean(1) ? "email" : "phone", CustomerId.Parse(reader.GetString(0))),
        ("$email_key", customer.EmailKey),
        ("$phone_key", customer.PhoneKey),
        ("$id", customer.CustomerId.Value));

    private static CustomerWrite.Written Update(SqliteStatements statements, Customer customer, IReadOnlyList<CustomerChange> changes) => Write(
        statements,
        """
        UPDATE customers SET name = $name, email = $email, phone = $phone, address = $address, channel = $channel, version = version + 1,
          erased_at = $erased_at, email_key = $email_key, phone_key = $phone_key
        WHERE customer_id = $id
        """,
        customer with { Version = customer.Version + 1 },
        changes);

    private static CustomerWrite.Written Write(SqliteStatements statements, string sql, Customer customer, IReadOnlyList<CustomerChange> changes)
    {
        statements.Execute(
            sql,
            ("$id", customer.CustomerId.Value),
            ("$name", customer.Name),
            ("$email", customer.Email ?? NoEmail),
            ("$phone", customer.Phone),
            ("$address", customer.Address),
            ("$channel", customer.Channel.ToString()),
            ("$erased_at", customer.ErasedAt.Ticks()),
            ("$email_key", customer.EmailKey),
            ("$phone_key", customer.PhoneKey));
        foreach (var change in changes)
        {
            statements.Execute(
                """
                INSERT INTO customer_changes (customer_id, number, at, by, field, old, new)
                VALUES ($id, (SELECT COALESCE(MAX(number), 0) + 1 FROM customer_changes WHERE customer_id = $id), $at, $by, $field, $old, $new)
                """,
                ("$id", customer.CustomerId.Value),
                ("$at", change.At.Ticks()),
                ("$by", change.By),
                ("$field", change.Field),
                ("$old", change.From),
                ("$new", change.To));
        }

        return new CustomerWrite.Written(customer);
    }

    private static Customer Map(SqliteDataReader reader) =>
        new(
            CustomerId.Parse(reader.GetString(0)),
            reader.GetString(1),
            reader.GetString(2) is { Length: > 0 } email ? email : null,
            reader.GetString(3),
            reader.GetString(4))
        {
            Channel = reader.GetEnum<ContactChannel>(5),
            Version = reader.GetInt64(6),
            ErasedAt = reader.GetTimeOrNull(7),
        };
}
