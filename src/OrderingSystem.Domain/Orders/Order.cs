using System.Globalization;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Shipping;

namespace OrderingSystem.Domain.Orders;

/// <summary>One order: a projection that its execution keeps. Every member function is a pure transition.</summary>
/// <remarks>
/// <see cref="NotifiedAt"/> and <see cref="Attention"/> are facts beside the status, not statuses. Transitions that were carried out before
/// answer <see cref="OrderChange.Nothing"/>, because a task may run twice.
/// </remarks>
public sealed record Order
{
    public required OrderId OrderId { get; init; }

    public required CustomerId CustomerId { get; init; }

    /// <summary>Null until the customer was found.</summary>
    public CustomerContact? Customer { get; init; }

    public required IReadOnlyList<OrderItem> Items { get; init; }

    public string? Note { get; init; }

    public OrderStatus Status { get; init; }

    public Attention? Attention { get; init; }

    /// <summary>Null where the carrier was never called.</summary>
    public BookingAttempt? BookingAttempt { get; init; }

    /// <summary>How many bookings of this order the carrier is known to have cancelled by itself.</summary>
    public int CancelledBookings { get; init; }

    /// <summary>How many booking requests the carrier declined.</summary>
    public int RefusedBookings { get; init; }

    /// <summary>
    /// The idempotency key of the next booking request: the order's id, and another key once a request under the one before surely brings no
    /// booking any more. Under the old one a carrier would answer with the cancelled shipment, or the refusal, for ever.
    /// </summary>
    public string BookingKey => CancelledBookings + RefusedBookings is > 0 and var renewed
        ? string.Create(CultureInfo.InvariantCulture, $"{OrderId}.{renewed}")
        : OrderId.Value;

    /// <summary>The carrier's id of the booking.</summary>
    public string? ShipmentId { get; init; }

    public string? TrackingNumber { get; init; }

    public required string PlacedBy { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public DateTimeOffset? ScheduledAt { get; init; }

    public DateTimeOffset? ShippedAt { get; init; }

    public DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>Somebody asked to cancel it; null where nobody did. Whether it is cancelled is for <see cref="Status"/> to say.</summary>
    public DateTimeOffset? CancellationRequestedAt { get; init; }

    /// <summary>When the latest decision was made that stands on the timeline.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The execution that has the order; the newest, where it was run again.</summary>
    public required string ExecutionArn { get; init; }

    /// <summary>SHA-256 of the request that placed it, in lower-case hex: tells a repeated request from another one under the same key.</summary>
    public required string RequestHash { get; init; }

    /// <summary>Counts the committed changes; 0 for an order that was never stored.</summary>
    public long Version { get; init; }

    public bool IsFinal => Status is OrderStatus.Shipped or OrderStatus.Cancelled or OrderStatus.Rejected;

    /// <summary>Copies the customer's contact details to the order.</summary>
    public OrderChange WithCustomer(CustomerContact contact) =>
        contact == Customer ? new OrderChange.Nothing(this) : new OrderChange.Changed(this with { Customer = contact }, []);

    /// <summary>Takes the sole right to deal with the carrier for this order; the mark of an earlier request in doubt stays.</summary>
    public OrderChange BeginAttempt(DateTimeOffset now, DateTimeOffset heldUntil)
    {
        if (IsFinal)
        {
            return new OrderChange.Impossible(this, $"The order is {Status}.");
        }

        if (BookingAttempt is { } running && running.IsHeldAt(now))
        {
            return new OrderChange.Impossible(this, $"Attempt {running.Number} is still running.");
        }

        var next = new BookingAttempt((BookingAttempt?.Number ?? 0) + 1, BookingAttempt?.SentAt, heldUntil);
        return new OrderChange.Changed(this with { BookingAttempt = next }, []);
    }

    /// <summary>
    /// Takes that right, and where nothing is in doubt says in the same write that a booking request is about to leave.
    /// </summary>
    public OrderChange BeginBooking(DateTimeOffset now, DateTimeOffset heldUntil) =>
        BeginAttempt(now, heldUntil) is OrderChange.Changed { Order.BookingAttempt: { IsInDoubt: false, Number: var number } } begun
            ? begun.Order.MarkSending(number, now)
            : BeginAttempt(now, heldUntil);

    /// <summary>Says that a booking request is about to leave. Store it before the request is sent.</summary>
    /// <param name="cancelledBookings">How many cancelled shipments the carrier holds for the order, where it was asked.</param>
    public OrderChange MarkSending(int attemptNumber, DateTimeOffset now, int cancelledBookings = 0) =>
        Holds(attemptNumber) && !IsFinal
            ? new OrderChange.Changed(
                this with
                {
                    BookingAttempt = BookingAttempt! with { SentAt = now },
                    CancelledBookings = Math.Max(CancelledBookings, cancelledBookings),
                },
                [])
            : new OrderChange.Impossible(this, $"Attempt {attemptNumber} no longer holds the order.");

    /// <summary>Ends an attempt that brought no booking. Where somebody else holds the order by now, nothing changes.</summary>
    /// <param name="inDoubt">The carrier may hold a booking all the same: the mark stays.</param>
    public OrderChange EndAttempt(int attemptNumber, bool inDoubt) => Holds(attemptNumber)
        ? new OrderChange.Changed(WithEndedAttempt(inDoubt), [])
        : new OrderChange.Nothing(this);

    /// <summary>Ends an attempt that the carrier declined.</summary>
    public OrderChange EndRefused(int attemptNumber) => Holds(attemptNumber)
        ? new OrderChange.Changed(WithEndedAttempt(inDoubt: false) with { RefusedBookings = RefusedBookings + 1 }, [])
        : new OrderChange.Nothing(this);

    /// <summary>Ends an attempt whose request left and was not answered.</summary>
    public OrderChange LeaveInDoubt(int attemptNumber, DateTimeOffset now) => Holds(attemptNumber)
        ? new OrderChange.Changed(
            WithEndedAttempt(inDoubt: true),
            [new TimelineEntry(now, TimelineKind.BookingInDoubt, "The carrier gave no answer to the booking; it may have received it.")])
        : new OrderChange.Nothing(this);

    /// <summary>The carrier has accepted the booking.</summary>
    public OrderChange Schedule(Booking booking, DateTimeOffset at)
    {
        if (ShipmentId is not null)
        {
            return ShipmentId == booking.ShipmentId
                ? new OrderChange.Nothing(this)
                : new OrderChange.Impossible(this, $"The order is booked already, as shipment {ShipmentId}.");
        }

        return Status == OrderStatus.Placed
            ? new OrderChange.Changed(
                this with
                {
                    Status = OrderStatus.Scheduled,
                    ShipmentId = booking.ShipmentId,
                    TrackingNumber = booking.TrackingNumber,
                    ScheduledAt = at,
                    BookingAttempt = Settled,
                },
                [new TimelineEntry(at, TimelineKind.Scheduled, $"The carrier accepted the booking; tracking number {booking.TrackingNumber}.")])
            : new OrderChange.Impossible(this, $"The order is {Status}.");
    }

    /// <summary>The carrier has cancelled the booking by itself: the order is as it was before, and can be booked again.</summary>
    /// <param name="holdsAnother">The carrier has another live shipment for the order: the next booking asks for it first.</param>
    public OrderChange LoseBooking(string shipmentId, bool holdsAnother, DateTimeOffset at) => Status == OrderStatus.Scheduled && ShipmentId == shipmentId
        ? new OrderChange.Changed(
            this with
            {
                Status = OrderStatus.Placed,
                ShipmentId = null,
                TrackingNumber = null,
                ScheduledAt = null,
                CancelledBookings = CancelledBookings + 1,
                BookingAttempt = holdsAnother && BookingAttempt is not null ? BookingAttempt with { SentAt = at } : BookingAttempt,
            },
            [new TimelineEntry(at, TimelineKind.BookingLost, $"The carrier cancelled shipment {shipmentId}.")])
        : new OrderChange.Nothing(this);

    /// <summary>The carrier says that the parcel left.</summary>
    public OrderChange Ship(DateTimeOffset shippedAt, DateTimeOffset at) => Ship(shippedAt, at, "The carrier shipped the order.");

    /// <summary>An operator says that the parcel left.</summary>
    public OrderChange ConfirmShipped(DateTimeOffset at) => Ship(at, at, "An operator confirmed that the order shipped.");

    /// <summary>Somebody asked to cancel the order; an execution of its own sees to it from now on.</summary>
    public OrderChange RequestCancellation(string reason, string by, DateTimeOffset at) => CancellationRequestedAt is null && !IsFinal
        ? new OrderChange.Changed(
            this with { CancellationRequestedAt = at },
            [new TimelineEntry(at, TimelineKind.CancellationRequested, $"Cancellation requested: {reason}", by)])
        : new OrderChange.Nothing(this);

    /// <param name="by">Who asked for it; null where the system did it by itself.</param>
    public OrderChange Cancel(string reason, DateTimeOffset at, string? by = null) => Status switch
    {
        OrderStatus.Cancelled => new OrderChange.Nothing(this),
        OrderStatus.Placed or OrderStatus.Scheduled => Close(OrderStatus.Cancelled, TimelineKind.Cancelled, $"Cancelled: {reason}", at, by),
        _ => new OrderChange.Impossible(this, $"The order is {Status}."),
    };

    public OrderChange Reject(string reason, DateTimeOffset at) => Status switch
    {
        OrderStatus.Rejected => new OrderChange.Nothing(this),
        OrderStatus.Placed => Close(OrderStatus.Rejected, TimelineKind.Rejected, $"Rejected: {reason}", at),
        _ => new OrderChange.Impossible(this, $"The order is {Status}."),
    };

    /// <summary>The customer was told what became of the order.</summary>
    public OrderChange Notify(DateTimeOffset at, string text) => NotifiedAt is null
        ? new OrderChange.Changed(
            this with { NotifiedAt = at, Attention = Attention is { IsCall: true } ? null : Attention },
            [new TimelineEntry(at, TimelineKind.Notified, text)])
        : new OrderChange.Nothing(this);

    /// <summary>The customer is to be called: nobody told them yet, and no execution waits.</summary>
    /// <param name="state">The state that would have told them.</param>
    public OrderChange AskToCall(string state, string cause, DateTimeOffset at) => NotifiedAt is not null || Attention is { IsCall: true }
        ? new OrderChange.Nothing(this)
        : new OrderChange.Changed(
            this with { Attention = new Attention(state, Attention.CallCustomer, cause, at, 0, null) },
            [new TimelineEntry(at, TimelineKind.CallAsked, cause)]);

    /// <summary>Somebody called the customer.</summary>
    /// <param name="note">In their words; null where they wrote none.</param>
    public OrderChange ConfirmCall(string text, string? note, string by, DateTimeOffset at) => Notify(at, text) is OrderChange.Changed told
        ? told with
        {
            Entries =
            [
                new TimelineEntry(at, TimelineKind.Notified, text, by),
                .. note is null ? [] : new[] { new TimelineEntry(at, TimelineKind.Note, note, by) },
            ],
        }
        : new OrderChange.Nothing(this);

    /// <param name="text">Up to <see cref="OrderRules.MaxNoteLength"/> characters.</param>
    public OrderChange AddNote(string text, string by, DateTimeOffset at) =>
        new OrderChange.Changed(this, [new TimelineEntry(at, TimelineKind.Note, text, by)]);

    /// <summary>The order without personal data: what was bought, when, and what became of it.</summary>
    public Order Erase() => this with
    {
        Customer = new CustomerContact(Customers.Customer.Erased, Customers.Customer.Erased, Customers.Customer.Erased),
        Note = Note is null ? null : Customers.Customer.Erased,
    };

    /// <summary>The order waits for an operator. The same state asking again is a reminder: the token changes, the beginning does not.</summary>
    public OrderChange RaiseAttention(string state, string error, string cause, TaskToken token, DateTimeOffset at)
    {
        if (Attention is { } standing)
        {
            // A call is asked for at the end of the order's way: what asks an operator after it is a late run of a task that was given up.
            if (standing.IsCall || standing.Token == token)
            {
                return new OrderChange.Nothing(this);
            }

            if (standing.State == state && standing.Error == error)
            {
                return new OrderChange.Changed(
                    this with { Attention = standing with { Token = token, Reminders = standing.Reminders + 1 } },
                    [new TimelineEntry(at, TimelineKind.AttentionReminded, $"Still waits for an operator since {standing.Since:u}.")]);
            }
        }

        var shortCause = cause.Length <= Attention.MaxCauseLength ? cause : cause[..Attention.MaxCauseLength];
        return new OrderChange.Changed(
            this with { Attention = new Attention(state, error, shortCause, at, 0, token) },
            [new TimelineEntry(at, TimelineKind.AttentionRaised, $"Waits for an operator: {shortCause}")]);
    }

    /// <summary>An operator's decision reached the execution that waited.</summary>
    /// <param name="token">What it waited with, for the one who redeemed it; null for the execution itself, which has gone on.</param>
    public OrderChange Decide(TaskToken? token, Decision decision)
    {
        if (DecidedAt == decision.At)
        {
            return new OrderChange.Nothing(this); // written down before, by the other of the two
        }

        var entry = new TimelineEntry(
            decision.At,
            TimelineKind.Decided,
            decision.Note is null ? $"Decided: {Decision.WordFor(decision.Kind)}." : $"Decided: {Decision.WordFor(decision.Kind)}. {decision.Note}",
            decision.By);

        // The execution may have gone on, and asked again, before who decided writes it down; or the order was cancelled meanwhile, and somebody is to call.
        var isAnswered = Attention is not { IsCall: true } && (token is null || Attention?.Token == token);
        return new OrderChange.Changed(this with { Attention = isAnswered ? null : Attention, DecidedAt = decision.At }, [entry]);
    }

    /// <summary>The execution has gone on, by whatever way: nobody needs to look at the order any more, unless to call the customer.</summary>
    /// <remarks>
    /// For the beginning of a task only. A run of a task that was given up may end long afterwards, when the execution already waits for an
    /// operator; were the end to clear the attention, the order would wait unseen.
    /// </remarks>
    public OrderChange GoOn() => Attention is null or { IsCall: true }
        ? new OrderChange.Nothing(this)
        : new OrderChange.Changed(this with { Attention = null }, []);

    /// <summary>A new execution carries the order from here on.</summary>
    /// <param name="requestedAt">When the operator asked for it: a cancellation that was asked for later goes first.</param>
    public OrderChange BeginRun(string executionArn, DateTimeOffset requestedAt, TimelineEntry entry) =>
        ExecutionArn == executionArn ? new OrderChange.Nothing(this)
        : CancellationRequestedAt > requestedAt ? new OrderChange.Impossible(this, "The order was cancelled meanwhile.")
        : new OrderChange.Changed(this with { ExecutionArn = executionArn, Attention = null }, [entry]);

    /// <summary>Writes something down that leaves the order as it is.</summary>
    public OrderChange WriteDown(TimelineEntry entry) => new OrderChange.Changed(this, [entry]);

    /// <summary>The token turned out to be worthless: the order does not wait with it any more.</summary>
    public OrderChange ForgetToken(TaskToken token) => Attention?.Token == token
        ? new OrderChange.Changed(this with { Attention = null }, [])
        : new OrderChange.Nothing(this);

    private BookingAttempt? Settled => BookingAttempt is null ? null : BookingAttempt with { SentAt = null, HeldUntil = null };

    private bool Holds(int attemptNumber) => BookingAttempt is { HeldUntil: not null } attempt && attempt.Number == attemptNumber;

    private Order WithEndedAttempt(bool inDoubt) => this with
    {
        BookingAttempt = BookingAttempt! with { HeldUntil = null, SentAt = inDoubt ? BookingAttempt.SentAt : null },
    };

    private OrderChange Ship(DateTimeOffset shippedAt, DateTimeOffset at, string text) => Status switch
    {
        OrderStatus.Shipped => new OrderChange.Nothing(this),
        OrderStatus.Placed or OrderStatus.Scheduled => new OrderChange.Changed(
            this with { Status = OrderStatus.Shipped, ShippedAt = shippedAt },
            [new TimelineEntry(at, TimelineKind.Shipped, text)]),
        _ => new OrderChange.Impossible(this, $"The order is {Status}."),
    };

    private OrderChange.Changed Close(OrderStatus status, TimelineKind kind, string text, DateTimeOffset at, string? by = null) =>
        new(this with { Status = status, Attention = null, BookingAttempt = Settled }, [new TimelineEntry(at, kind, text, by)]);
}
