using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Lambdas.Schedules.MeasureOrders;
using OrderingSystem.Lambdas.Tests.Functions;

namespace OrderingSystem.Lambdas.Tests.Schedules;

public sealed class MeasureOrdersFunctionTests : IDisposable
{
    private readonly MemoryStream _log = new();
    private readonly ServiceProvider _services;

    public MeasureOrdersFunctionTests() => _services = TestServices.Build(services => services
        .AddSingleton(new EmbeddedMetrics(_log, "test"))
        .AddSingleton<MeasureOrdersFunction>());

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Measure_NoOrdersAndCarrierUp_WritesZeros()
    {
        var line = await MeasureAsync();

        ((double)line["OldestOpenOrderAge"]!).Should().Be(0);
        ((double)line["CarrierDownAge"]!).Should().Be(0);
    }

    [Fact]
    public async Task Measure_OrdersAndAnOutage_WritesTheAgeOfTheOldestThatIsOpenAndOfTheOutage()
    {
        var orders = _services.GetRequiredService<IOrderStore>();
        await orders.TryAddAsync(Samples.OrderOf("shipped", Samples.Start.AddDays(-30)) with { Status = OrderStatus.Shipped }, [], default);
        await orders.TryAddAsync(Samples.OrderOf("older", Samples.Start.AddHours(-5)), [], default);
        await orders.TryAddAsync(Samples.OrderOf("newer", Samples.Start.AddHours(-1)), [], default);
        await _services.GetRequiredService<CarrierGateKeeper>().ChangeAsync((gate, now) => gate.HoldBack("olga", "Works.", now, new CarrierGateLimits()), default);
        _services.GetRequiredService<FakeTimeProvider>().Advance(TimeSpan.FromMinutes(90));

        var line = await MeasureAsync();

        ((double)line["OldestOpenOrderAge"]!).Should().Be(TimeSpan.FromHours(6.5).TotalSeconds);
        ((double)line["CarrierDownAge"]!).Should().Be(TimeSpan.FromMinutes(90).TotalSeconds);
    }

    /// <summary>The members that CloudWatch looks for; a metric that is not declared is a mere number in the log.</summary>
    [Fact]
    public async Task Measure_Line_IsAnEmbeddedMetric()
    {
        var line = await MeasureAsync();

        var declared = line["_aws"]!["CloudWatchMetrics"]!.AsArray().Single()!;
        ((string?)declared["Namespace"]).Should().Be("Ordering");
        declared["Dimensions"]!.ToJsonString().Should().Be("""[["Stage"]]""");
        declared["Metrics"]!.AsArray().Select(metric => ((string?)metric!["Name"], (string?)metric["Unit"]))
            .Should().Equal(("OldestOpenOrderAge", "Seconds"), ("CarrierDownAge", "Seconds"));
        ((long)line["_aws"]!["Timestamp"]!).Should().Be(Samples.Start.ToUnixTimeMilliseconds());
        ((string?)line["Stage"]).Should().Be("test");
    }

    private async Task<JsonNode> MeasureAsync()
    {
        (await _services.GetRequiredService<MeasureOrdersFunction>().HandleAsync(default)).Should().Equal("{}"u8.ToArray());
        var lines = Encoding.UTF8.GetString(_log.ToArray()).Split('\n');
        lines.Should().HaveCount(2).And.EndWith([string.Empty]);
        return JsonNode.Parse(lines[0])!;
    }
}
