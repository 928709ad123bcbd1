using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Fulfilment;

/// <summary>All use cases of a running order over fakes, with one placed order.</summary>
public sealed class FulfilmentBench
{
    public FulfilmentBench()
    {
        Carrier = new FakeCarrier(Clock);
        var options = Options.Create(new FulfilmentOptions());
        var attempts = new CarrierAttempts(Orders, Carrier, options, Clock);
        Book = new BookShipment(Orders, Customers, Carrier, attempts, options, Clock);
        Check = new CheckShipment(Orders, Carrier, attempts, Clock);
        Cancel = new CancelShipment(Orders, attempts, Clock);
        Notify = new NotifyCustomer(Orders, Customers, Ledger, Sender, options, Clock);
        Ask = new AskOperator(Orders, Clock, NullLogger<AskOperator>.Instance);
        _ = Customers.AddAsync(Samples.Ada, [], default).GetAwaiter().GetResult();
        Orders.TryAddAsync(Samples.OrderOf("a"), [], default).GetAwaiter().GetResult();
    }

    public FakeTimeProvider Clock { get; } = new(Samples.Start);

    public InMemoryOrderStore Orders { get; } = new();

    public InMemoryCustomerStore Customers { get; } = new();

    public InMemoryNotificationLedger Ledger { get; } = new();

    public FakeNotificationSender Sender { get; } = new();

    public FakeCarrier Carrier { get; }

    public BookShipment Book { get; }

    public CheckShipment Check { get; }

    public CancelShipment Cancel { get; }

    public NotifyCustomer Notify { get; }

    public AskOperator Ask { get; }

    public OrderId OrderId { get; } = OrderId.FromIdempotencyKey("a");

    public async Task<Order> OrderAsync() => (await Orders.FindAsync(OrderId, default))!;

    public int LiveBookings => Carrier.LiveOf(OrderId.Value).Count();

    /// <summary>Runs BookShipment as the state machine would: again, a minute later, until it succeeds or refuses for good.</summary>
    public async Task<Exception?> BookUntilDoneAsync(int maxRuns = 30)
    {
        for (var run = 0; run < maxRuns; run++)
        {
            try
            {
                await Book.RunAsync(OrderId, default);
                return null;
            }
            catch (Exception exception) when (exception is CarrierUnavailableException or BookingInDoubtException or BookingInProgressException or ProcessDiedException)
            {
                Clock.Advance(TimeSpan.FromMinutes(1));
            }
            catch (FulfilmentException refusal)
            {
                return refusal;
            }
        }

        throw new InvalidOperationException($"Not booked after {maxRuns} runs.");
    }
}
