using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Infrastructure.Stores.Sqlite;

namespace OrderingSystem.Infrastructure.Tests.Stores;

/// <summary>The conditional writes of the real store keep two runs of one task apart.</summary>
public sealed class ConcurrentBookingTests : IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    [Fact]
    public async Task BookShipment_ManyRunsAtOnce_OneCallsTheCarrier()
    {
        var clock = new FakeTimeProvider(Samples.Start);
        var orders = new SqliteOrderStore(_file.Database);
        var customers = new SqliteCustomerStore(_file.Database);
        var carrier = new FakeCarrier(clock);
        var options = Options.Create(new FulfilmentOptions());
        var attempts = new CarrierAttempts(orders, carrier, options, clock);
        var book = new BookShipment(orders, customers, carrier, attempts, options, clock);
        var order = Samples.OrderOf("a");
        await customers.AddAsync(Samples.Ada, [], default);
        await orders.TryAddAsync(order, [], default);
        var allHaveTried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        carrier.DuringBooking = () => allHaveTried.Task;

        var runs = Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await Record.ExceptionAsync(() => book.RunAsync(order.OrderId, default)))).ToList();
        while (runs.Count(run => run.IsCompleted) < runs.Count - 1)
        {
            await Task.WhenAny(runs.Where(run => !run.IsCompleted));
        }

        allHaveTried.SetResult();
        var outcomes = await Task.WhenAll(runs);

        carrier.BookCalls.Should().Be(1);
        outcomes.OfType<BookingInProgressException>().Should().HaveCount(19);
        (await orders.FindAsync(order.OrderId, default))!.Status.Should().Be(OrderStatus.Scheduled);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
