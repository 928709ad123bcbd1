using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.StepFunctions.Model;
using Microsoft.Extensions.DependencyInjection;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Telemetry;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Host.Composition;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Tests.Telemetry;

/// <summary>One order from the API call to the notification, through an outage of hours, with everything that the host tells about it.</summary>
public sealed partial class ObservedOrder : IAsyncLifetime
{
    public const string Note = "Ring twice, Mrs Fletcher is hard of hearing";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<Activity> _spans = new();

    public Customer Customer { get; private set; } = null!;

    public OrderId OrderId { get; private set; }

    /// <summary>As the Step Functions API reports them.</summary>
    public IReadOnlyList<string> TaskTokens { get; private set; } = [];

    public IReadOnlyList<Activity> Spans => [.. _spans];

    public string Logs { get; private set; } = string.Empty;

    public IReadOnlyList<string> TracesExported { get; private set; } = [];

    public IReadOnlyList<string> MetricsExported { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is OrderingTelemetry.Name or "Microsoft.AspNetCore" or "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var folder = Directory.CreateTempSubdirectory("ordering-observed-");
        await using var collector = await Collector.StartAsync();
        var console = Console.Error;
        var logs = new StringBuilder();
        Console.SetError(TextWriter.Synchronized(new StringWriter(logs, CultureInfo.InvariantCulture)));
        try
        {
            var telemetry = TelemetrySettings.Read(new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url.AbsoluteUri,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            });
            var anyPort = new Uri("http://127.0.0.1:0");
            var settings = new HostSettings(folder.FullName, anyPort, anyPort, anyPort, null, ClockMode.Skip, SampleData: true, 0, CarrierForgetsKeys: false, 1, null)
            {
                Log = LogFormat.Json,
                Telemetry = telemetry,
            };
            await using (var host = await RunningHost.StartAsync(settings, CancellationToken.None))
            {
                await PlaceAsync(host);
                await FollowAsync(host);
            }
        }
        finally
        {
            Console.SetError(console);
            folder.Delete(recursive: true);
        }

        Logs = logs.ToString();
        TracesExported = collector.PostsTo("/v1/traces");
        MetricsExported = collector.PostsTo("/v1/metrics");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task PlaceAsync(RunningHost host)
    {
        using var busy = host.Busy(); // the clock stands still until the order is placed
        var now = host.Clock.GetUtcNow();
        _ = await host.Simulator!.AddOutageAsync(now, now + TimeSpan.FromHours(6), CancellationToken.None);
        using var http = ProgramClient.Create(host.Url, host.Settings.DataFolder);
        using var page = await http.GetFromJsonAsync<JsonDocument>("/api/customers?limit=1");
        var customerId = page!.RootElement.GetProperty("items")[0].GetProperty("customerId").GetString()!;
        Customer = (await host.Services.GetRequiredService<ICustomerStore>().FindAsync(CustomerId.Parse(customerId), CancellationToken.None))!;
        _ = await http.GetStringAsync($"/api/customers?search={Uri.EscapeDataString(Customer.Email!)}"); // a search is personal data, too
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders");
        request.Headers.Add("Idempotency-Key", "observed");
        request.Content = JsonContent.Create(new { customerId, items = new[] { new { description = "A walnut desk", quantity = 1 } }, note = Note });
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        OrderId = OrderId.FromIdempotencyKey("observed");
    }

    private async Task FollowAsync(RunningHost host)
    {
        var orders = host.Services.GetRequiredService<IOrderStore>();
        var began = TimeProvider.System.GetTimestamp();
        Order? order;
        while ((order = await orders.FindAsync(OrderId, CancellationToken.None))?.NotifiedAt is null)
        {
            TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(Patience, "an order ships and its customer is told");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        var tokens = new List<string>();
        var history = new GetExecutionHistoryRequest { ExecutionArn = order.ExecutionArn, MaxResults = 1000 };
        foreach (var historyEvent in (await host.StepFunctions.GetExecutionHistoryAsync(history)).Events)
        {
            tokens.AddRange(TokenPattern().Matches(historyEvent.TaskScheduledEventDetails?.Parameters ?? string.Empty).Select(match => match.Groups["token"].Value));
        }

        TaskTokens = tokens;
        await host.Services.GetRequiredService<OrderGauges>().ReadAsync(CancellationToken.None);
    }

    [GeneratedRegex("\"taskToken\":\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex TokenPattern();
}
