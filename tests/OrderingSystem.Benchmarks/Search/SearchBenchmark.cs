using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Benchmarks.Workloads;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Infrastructure.Stores.Sqlite;

namespace OrderingSystem.Benchmarks.Search;

/// <summary><c>search --orders 100000 --json</c>: every kind of search and filter over many orders, a page of 50 each.</summary>
internal static class SearchBenchmark
{
    private const int Repeats = 25;
    private static readonly DateTimeOffset Start = ManyOrders.Start;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = WorkloadOptions.Parse(["search", .. args.Contains("--orders") ? args[1..] : [.. args[1..], "--orders", "100000"]]);
        try
        {
            var result = await MeasureAsync(options);
            if (!args.Contains("--json"))
            {
                foreach (var query in result.Queries)
                {
                    await Console.Out.WriteLineAsync($"{query.P50Ms,8:F2} ms  {query.MaxMs,8:F2} ms  {query.Found,4}  {query.Query}");
                }
            }

            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result, SearchJson.Default.SearchResult));
            return 0;
        }
        finally
        {
            if (!options.KeepFolder)
            {
                Directory.Delete(options.Folder, recursive: true);
            }
        }
    }

    private static async Task<SearchResult> MeasureAsync(WorkloadOptions options)
    {
        var path = Path.Combine(options.Folder, "orders.db");
        await using var database = new OrderDatabase(Options.Create(new SqliteStoreOptions { Path = path }));
        var store = new SqliteOrderStore(database);
        var parkedOrders = new SqliteParkedOrderStore(database);
        var filling = Stopwatch.GetTimestamp();
        await Measure.RunAsync(options.Orders, options.Concurrency, number => store.TryAddAsync(ManyOrders.Of(number), [], default));
        var perSecond = options.Orders / Stopwatch.GetElapsedTime(filling).TotalSeconds;
        await Measure.RunAsync(100, options.Concurrency, number => parkedOrders.ParkAsync(Parked(number * (options.Orders / 100)), default));

        var sample = ManyOrders.Of(options.Orders / 3);
        var deep = await DeepCursorAsync(store, options.Orders);
        var queries = new List<(string Name, OrderFilter Filter, string? Cursor)>
        {
            ("an order id", new OrderFilter(Search: sample.OrderId.Value), null),
            ("8 characters of an order id", new OrderFilter(Search: sample.OrderId.Value[9..17]), null),
            ("a whole name", new OrderFilter(Search: sample.Customer!.Name), null),
            ("a surname that every 13th customer has", new OrderFilter(Search: "hazelgrove"), null),
            ("what every e-mail address has", new OrderFilter(Search: "example.com"), null),
            ("an e-mail address", new OrderFilter(Search: sample.Customer.Email), null),
            ("a phone number as written at home", new OrderFilter(Search: "0" + sample.Customer.Phone[3..7] + " " + sample.Customer.Phone[7..]), null),
            ("a tracking number", new OrderFilter(Search: "BP" + (options.Orders / 2).ToString("D8", CultureInfo.InvariantCulture)), null),
            ("two letters, common", new OrderFilter(Search: "ad"), null),
            ("two letters that nobody has", new OrderFilter(Search: "q#"), null),
            ("a word that nobody has", new OrderFilter(Search: "zyxwv"), null),
            ("what every order has, of a status that none has", new OrderFilter(Search: "example.com") { Statuses = [OrderStatus.Rejected] }, null),
            ("a surname, of one status", new OrderFilter(Search: "moreau") { Statuses = [OrderStatus.Scheduled] }, null),
            ("no filter", new OrderFilter(), null),
            ("no filter, oldest first", new OrderFilter { OldestFirst = true }, null),
            ("no filter, from the middle on", new OrderFilter(), deep),
            ("three statuses", new OrderFilter { Statuses = [OrderStatus.Placed, OrderStatus.Cancelled, OrderStatus.Rejected] }, null),
            ("one customer", new OrderFilter(CustomerId: sample.CustomerId), null),
            ("placed by one of ten", new OrderFilter { PlacedBy = "admin7" }, null),
            ("one day", new OrderFilter { PlacedFrom = Start.AddDays(3), PlacedTo = Start.AddDays(4) }, null),
            ("waiting for the carrier", new OrderFilter { WaitingFor = WaitingFor.Carrier }, null),
            ("waiting for an operator", new OrderFilter(Attention: true), null),
        };
        var measured = new List<QueryResult>();
        foreach (var (name, filter, cursor) in queries)
        {
            measured.Add(await TimeAsync(name, async () => (await store.ListAsync(filter, new PageRequest(50, cursor), default)).Items.Count));
        }

        measured.Add(await TimeAsync("counts", async () => (await store.CountAsync(default)).Total));
        return new SearchResult(
            "search", options.Orders, Math.Round(perSecond), measured.Max(query => query.P50Ms), measured, await ScanAsync(path), new FileInfo(path).Length / 1e6);
    }

    private static async Task<QueryResult> TimeAsync(string name, Func<Task<int>> query)
    {
        var found = await query();
        var times = new List<double>();
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var begun = Stopwatch.GetTimestamp();
            await query();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return new QueryResult(name, found, Math.Round(Measure.Percentile(times, 0.5), 2), Math.Round(times.Max(), 2));
    }

    /// <summary>What the same search costs without an index: LIKE over the five columns.</summary>
    private static async Task<double> ScanAsync(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT COUNT(*) FROM (SELECT 1 FROM orders
            WHERE order_id LIKE '%zyxwv%' OR tracking_number LIKE '%zyxwv%' OR customer_name LIKE '%zyxwv%' OR customer_email LIKE '%zyxwv%' OR customer_phone LIKE '%zyxwv%'
            ORDER BY placed_at DESC LIMIT 50)
            """;
        return (await TimeAsync("scan", async () => Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture))).P50Ms;
    }

    private static async Task<string?> DeepCursorAsync(SqliteOrderStore store, int orders)
    {
        string? cursor = null;
        for (var read = 0; read < orders / 2; read += PageRequest.MaxLimit)
        {
            cursor = (await store.ListAsync(new OrderFilter(), new PageRequest(PageRequest.MaxLimit, cursor), default)).NextCursor;
        }

        return cursor;
    }

    private static ParkedOrder Parked(int number)
    {
        var orderId = ManyOrders.Of(number).OrderId;
        return new ParkedOrder
        {
            ExecutionName = orderId.Value,
            OrderId = orderId,
            State = "BookShipment",
            OutageId = "outage-1",
            Token = new TaskToken($"p{number}"),
            ParkedAt = Start,
        };
    }
}

/// <param name="OrdersAddedPerSecond">With their search texts and counts, on disk.</param>
/// <param name="SlowestP50Ms">Of all the queries.</param>
/// <param name="ScanMs">A search for a word that nobody has, without an index.</param>
internal sealed record SearchResult(
    string Workload, int Orders, double OrdersAddedPerSecond, double SlowestP50Ms, IReadOnlyList<QueryResult> Queries, double ScanMs, double DiskMb);

internal sealed record QueryResult(string Query, int Found, double P50Ms, double MaxMs);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SearchResult))]
internal sealed partial class SearchJson : JsonSerializerContext;
