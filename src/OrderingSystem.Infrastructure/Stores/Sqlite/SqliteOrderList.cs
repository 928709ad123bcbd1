using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

/// <summary>Pages of orders, each read through an index that already has their order.</summary>
/// <remarks>
/// A search reads the trigram index, which has the ids of the orders' texts in the order of placing. Several statuses are several reads, merged:
/// one read with <c>IN</c> would sort all of them for a page.
/// </remarks>
internal static class SqliteOrderList
{
    private const string SearchCursor = "s";
    private const string Parked = " AND EXISTS (SELECT 1 FROM parked_orders WHERE parked_orders.order_id = orders.order_id AND released_at IS NULL)";

    /// <summary>Up to so many parked orders are sorted; of more, the newest orders that are parked come soon enough in the list of all.</summary>
    private const int MaxSorted = 2_000;

    // As in the migration that made the ids.
    private const long TicksPerIdRange = 10_000;
    private const long IdsPerRange = 80_000;

    public static Page<Order> Read(SqliteStatements statements, string columns, Func<SqliteDataReader, Order> map, OrderFilter filter, PageRequest page)
    {
        var terms = SearchTerms.Parse(filter.Search);
        var parameters = new List<(string, object?)> { ("$limit", page.Limit + 1) };
        var conditions = Conditions(filter, parameters);
        var looksThrough = terms is not null && IsOfFew(statements, filter);
        var sql = terms is null
            ? ListSql(statements, columns, filter, page, conditions, parameters)
            : SearchSql(columns, filter, page, looksThrough ? null : terms, conditions, parameters);
        var rows = statements.Query(sql, reader => (Order: map(reader), Id: reader.GetInt64(reader.FieldCount - 1)), parameters.ToArray());
        if (looksThrough)
        {
            rows = [.. rows.Where(row => filter.Selects(row.Order)).Take(page.Limit + 1)];
        }

        if (rows.Count <= page.Limit)
        {
            return new Page<Order>([.. rows.Select(row => row.Order)], null);
        }

        rows.RemoveAt(page.Limit);
        var (last, id) = rows[^1];
        return new Page<Order>(
            [.. rows.Select(row => row.Order)],
            terms is null
                ? Cursors.Encode(last.PlacedAt.Ticks().ToString(CultureInfo.InvariantCulture), last.OrderId.Value)
                : Cursors.Encode(SearchCursor, id.ToString(CultureInfo.InvariantCulture)));
    }

    private static string ListSql(
        SqliteStatements statements, string columns, OrderFilter filter, PageRequest page, string conditions, List<(string, object?)> parameters)
    {
        var (before, direction) = filter.OldestFirst ? (">", "ASC") : ("<", "DESC");
        if (page.Cursor is { } cursor)
        {
            var parts = Cursors.Decode(cursor, 2);
            conditions += $" AND (placed_at, order_id) {before} ($cursor_at, $cursor_id)";
            parameters.Add(("$cursor_at", Cursors.Number(parts[0])));
            parameters.Add(("$cursor_id", parts[1]));
        }

        var source = "orders";
        if (filter.WaitingFor == WaitingFor.Carrier)
        {
            if (OrderCounters.Read(statements, OrderCounters.WaitingForCarrier) <= MaxSorted)
            {
                source = "(SELECT DISTINCT order_id AS parked_id FROM parked_orders WHERE released_at IS NULL) CROSS JOIN orders ON order_id = parked_id";
            }
            else
            {
                conditions += Parked;
            }
        }

        var order = $"ORDER BY placed_at {direction}, order_id {direction} LIMIT $limit";
        string One(string more) => $"SELECT {columns}, 0 FROM {source} WHERE {conditions}{more} ORDER BY placed_at {direction}, order_id {direction} LIMIT $limit";
        return filter.Statuses.Count switch
        {
            0 => One(string.Empty),
            1 => One(" AND status = $status0"),
            var count => string.Join(
                " UNION ALL ",
                Enumerable.Range(0, count).Select(index => $"SELECT * FROM ({One(string.Create(CultureInfo.InvariantCulture, $" AND status = $status{index}"))})")) + " " + order,
        };
    }

    /// <summary>
    /// Whether the filters leave so few orders that each can be looked at. What nearly every order has, of a status that nearly none has, would else be found
    /// by going through nearly all.
    /// </summary>
    private static bool IsOfFew(SqliteStatements statements, OrderFilter filter)
    {
        if (filter.Attention == true || filter.WaitingFor == WaitingFor.Operator)
        {
            return OrderCounters.Read(statements, OrderCounters.Attention) <= MaxSorted;
        }

        if (filter.CustomerId is { } customerId)
        {
            return statements.Query(
                "SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE customer_id = $customer_id LIMIT $most)",
                reader => reader.GetInt32(0),
                ("$customer_id", customerId.Value),
                ("$most", MaxSorted + 1)).Single() <= MaxSorted;
        }

        return filter.Statuses.Count > 0 && filter.Statuses.Sum(status => OrderCounters.Read(statements, status.ToString())) <= MaxSorted;
    }

    /// <param name="terms">Null to read all that the other filters leave, few as they are.</param>
    private static string SearchSql(
        string columns, OrderFilter filter, PageRequest page, SearchTerms? terms, string conditions, List<(string, object?)> parameters)
    {
        var (before, direction) = filter.OldestFirst ? (">", "ASC") : ("<", "DESC");
        var (match, text) = terms is null ? (null, string.Empty) : TrigramSearch.Of(terms, "order_texts.text", parameters);
        if (filter.WaitingFor == WaitingFor.Carrier)
        {
            conditions += Parked;
        }

        if (filter.Statuses.Count > 0)
        {
            conditions += $" AND status IN ({string.Join(", ", filter.Statuses.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"$status{index}")))})";
        }

        var (source, id) = ("order_texts", "order_texts.id");
        if (match is not null)
        {
            (source, id) = ("order_search CROSS JOIN order_texts ON order_texts.id = order_search.rowid", "order_search.rowid");
            text += " AND order_search MATCH $match";
        }

        // Ids begin with the millisecond of placing, so the index need not be read where it is of another time.
        if (filter.PlacedFrom is { } from)
        {
            text += $" AND {id} >= $id_from";
            parameters.Add(("$id_from", from.Ticks() / TicksPerIdRange * IdsPerRange));
        }

        if (filter.PlacedTo is { } to)
        {
            text += $" AND {id} < $id_to";
            parameters.Add(("$id_to", ((to.Ticks() / TicksPerIdRange) + 1) * IdsPerRange));
        }

        if (page.Cursor is { } cursor)
        {
            var parts = Cursors.Decode(cursor, 2);
            text += $" AND {id} {before} $cursor_id";
            parameters.Add(("$cursor_id", parts[0] == SearchCursor ? Cursors.Number(parts[1]) : throw new InvalidCursorException()));
        }

        var (tables, limit) = terms is null
            ? ("orders CROSS JOIN order_texts ON order_texts.owner = orders.order_id", string.Empty)
            : ($"{source} CROSS JOIN orders ON orders.order_id = order_texts.owner", "LIMIT $limit");
        return $"SELECT {columns}, order_texts.id FROM {tables} WHERE {conditions}{text} ORDER BY {id} {direction} {limit}";
    }

    /// <summary>All but the statuses and the parked, which choose how the list is read.</summary>
    private static string Conditions(OrderFilter filter, List<(string, object?)> parameters)
    {
        var sql = new StringBuilder("1 = 1");
        void Add(string condition, string name, object? value)
        {
            sql.Append(" AND ").Append(condition);
            parameters.Add((name, value));
        }

        for (var index = 0; index < filter.Statuses.Count; index++)
        {
            parameters.Add((string.Create(CultureInfo.InvariantCulture, $"$status{index}"), filter.Statuses[index].ToString()));
        }

        if (filter.CustomerId is { } customerId)
        {
            Add("customer_id = $customer_id", "$customer_id", customerId.Value);
        }

        if (filter.PlacedBy is { } placedBy)
        {
            Add("placed_by = $placed_by", "$placed_by", placedBy);
        }

        if (filter.PlacedFrom is { } from)
        {
            Add("placed_at >= $placed_from", "$placed_from", from.Ticks());
        }

        if (filter.PlacedTo is { } to)
        {
            Add("placed_at < $placed_to", "$placed_to", to.Ticks());
        }

        if (filter.WaitingFor == WaitingFor.Operator)
        {
            sql.Append(" AND attention_state IS NOT NULL");
        }

        if (filter.Attention is { } attention)
        {
            sql.Append(attention ? " AND attention_state IS NOT NULL" : " AND attention_state IS NULL");
        }

        return sql.ToString();
    }
}
