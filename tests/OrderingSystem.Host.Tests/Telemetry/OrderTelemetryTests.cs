using System.Diagnostics;
using System.Text.Json;
using OrderingSystem.Application.Telemetry;

namespace OrderingSystem.Host.Tests.Telemetry;

[Collection(WholeProcess.Name)]
public sealed class OrderTelemetryTests(ObservedOrder observed) : IClassFixture<ObservedOrder>
{
    [Fact]
    public void Order_FromTheApiCallToTheNotification_IsOneTrace()
    {
        var start = observed.Spans.Should().ContainSingle(span => span.OperationName == "start order").Subject;

        var trace = observed.Spans.Where(span => span.TraceId == start.TraceId).ToList();

        trace.Should().Contain(span => span.Kind == ActivityKind.Server && span.GetTagItem("url.path") as string == "/api/orders", "the order begins with the API call");
        foreach (var task in (string[])["RecordOrder", "LoadCustomer", "BookShipment", "AwaitCarrier", "CheckShipment", "NotifyCustomer"])
        {
            trace.Should().Contain(span => span.OperationName == $"task {task}" && span.ParentSpanId == start.SpanId);
        }

        var booking = trace.Should().Contain(span => span.OperationName == "carrier book" && Equals(span.GetTagItem(OrderingTelemetry.OutcomeTag), "ok")).Subject;
        trace.Should().Contain(span => span.Kind == ActivityKind.Client && span.ParentSpanId == booking.SpanId, "the HTTP request to the carrier is the booking's child");
        trace.Single(span => span.SpanId == booking.ParentSpanId).OperationName.Should().Be("task BookShipment");
        trace.Should().ContainSingle(span => span.OperationName == "tell customer");
        observed.Spans.Where(span => Equals(span.GetTagItem(OrderingTelemetry.OrderIdTag), observed.OrderId.Value))
            .Should().OnlyContain(span => span.TraceId == start.TraceId, "no part of an order is told elsewhere");
    }

    [Fact]
    public void Order_ThatWaitedForTheCarrier_IsToldInTheLogs()
    {
        var entries = observed.Logs.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        entries.Should().Contain(entry => entry.GetProperty("EventId").GetInt32() == 1101 && entry.GetProperty("Message").GetString()!.Contains(observed.OrderId.Value));
    }

    [Fact]
    public void SpansAndLogs_OfTheWholeOrder_HoldNoPersonalDataAndNoToken()
    {
        List<string> secrets =
        [
            observed.Customer.Name, observed.Customer.Email!, Uri.EscapeDataString(observed.Customer.Email!), observed.Customer.Phone, ObservedOrder.Note,
            .. observed.Customer.Address.Split('\n'), .. observed.TaskTokens,
        ];

        var told = string.Join('\n', observed.Spans.Select(Written).Concat(observed.TracesExported).Concat(observed.MetricsExported).Append(observed.Logs));

        observed.TaskTokens.Should().NotBeEmpty("the order waited with a token");
        told.Should().Contain(observed.OrderId.Value);
        secrets.Where(secret => told.Contains(secret, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty();
    }

    [Fact]
    public void Export_ToACollector_BringsTracesAndMetrics()
    {
        string.Concat(observed.TracesExported).Should().Contain("ordering-system").And.Contain("task BookShipment").And.Contain(observed.OrderId.Value);

        var metrics = string.Concat(observed.MetricsExported);
        foreach (var name in (string[])[
            "ordering.orders", "ordering.orders.attention", "ordering.orders.untold", "ordering.orders.oldest_open.age", "ordering.orders.parked",
            "ordering.orders.parked.oldest.age", "ordering.carrier.available", "ordering.task.duration", "ordering.carrier.call.duration", "ordering.notification.attempts"])
        {
            metrics.Should().Contain(name);
        }
    }

    private static string Written(Activity span) => string.Join('\n',
        (IEnumerable<string>)[
            span.DisplayName,
            span.StatusDescription ?? string.Empty,
            .. span.TagObjects.Concat(span.Events.SelectMany(told => told.Tags)).Select(tag => $"{tag.Key}={tag.Value}"),
            .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
        ]);
}
