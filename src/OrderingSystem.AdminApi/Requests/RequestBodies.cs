using System.ComponentModel.DataAnnotations;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Requests;

// The attributes are for the OpenAPI document alone. The domain's rules check; whatever is left out is null here and named by the answer.

/// <summary><c>POST /api/orders</c>.</summary>
/// <param name="CustomerId">Whom the order is for.</param>
/// <param name="Items">What is in it.</param>
/// <param name="Note">For whoever packs it.</param>
public sealed record PlaceOrderBody(
    [property: Required, MaxLength(Domain.Customers.CustomerId.MaxLength)] string? CustomerId = null,
    [property: Required, MinLength(1), MaxLength(OrderRules.MaxItems)] IReadOnlyList<PlaceOrderItemBody?>? Items = null,
    [property: MaxLength(OrderRules.MaxNoteLength)] string? Note = null);

public sealed record PlaceOrderItemBody(
    [property: Required, MinLength(1), MaxLength(OrderRules.MaxDescriptionLength)] string? Description = null,
    [property: Required, Range(OrderRules.MinQuantity, OrderRules.MaxQuantity)] int? Quantity = null);

/// <summary><c>POST /api/orders/{orderId}/decision</c>.</summary>
/// <param name="Decision">How the order goes on.</param>
/// <param name="Note">Stands in the order's timeline.</param>
public sealed record DecisionBody(
    [property: Required, AllowedValues("retry", "cancel", "confirm-shipped")] string? Decision = null,
    [property: MaxLength(Domain.Orders.Decision.MaxNoteLength)] string? Note = null);

/// <summary><c>POST /api/orders/{orderId}/cancel</c>.</summary>
/// <param name="Reason">Stands in the order's timeline.</param>
public sealed record CancelBody([property: Required, MinLength(1), MaxLength(CancelOrder.MaxReasonLength)] string? Reason = null);

/// <summary><c>POST /api/notifications/{notificationId}/done</c>.</summary>
/// <param name="Note">What is to be remembered of the call; it stands in the order's timeline.</param>
public sealed record CallBody([property: MaxLength(ConfirmCall.MaxNoteLength)] string? Note = null);

/// <summary><c>POST /api/orders/{orderId}/notes</c>.</summary>
/// <param name="Text">What is to be remembered; it stands in the order's timeline.</param>
public sealed record NoteBody([property: Required, MinLength(1), MaxLength(OrderRules.MaxNoteLength)] string? Text = null);

/// <summary><c>POST /api/decisions</c>.</summary>
/// <param name="Decision">How the orders go on.</param>
/// <param name="Note">Stands in each order's timeline.</param>
/// <param name="Filter">All orders that wait, where it is left out.</param>
/// <param name="OrdersPerMinute">60 where it is left out.</param>
/// <param name="DryRun">True: decide nothing, say how many orders it would be for.</param>
public sealed record BulkDecisionBody(
    [property: Required, AllowedValues("retry", "cancel", "confirm-shipped")] string? Decision = null,
    [property: MaxLength(Domain.Orders.Decision.MaxNoteLength)] string? Note = null,
    AttentionFilterBody? Filter = null,
    [property: Range(1, BulkDecision.MaxOrdersPerMinute)] int? OrdersPerMinute = null,
    bool? DryRun = null);

/// <param name="State">Only orders that wait in this state of their execution.</param>
/// <param name="Error">Only orders that wait because of this error.</param>
/// <param name="WaitingSince">Only orders that wait since then or longer.</param>
public sealed record AttentionFilterBody(string? State = null, string? Error = null, DateTimeOffset? WaitingSince = null);

/// <summary><c>POST /api/executions/{name}/redrive</c>, where it may be left out, and <c>…/stop</c>.</summary>
public sealed record ReasonBody(string? Reason = null);

/// <summary><c>POST /api/executions/{name}/run-again</c>.</summary>
/// <param name="FromState">For example <c>BookShipment</c>.</param>
/// <param name="DryRun">True: start nothing, say what would be started.</param>
public sealed record RunAgainBody(string? FromState = null, string? Reason = null, bool? DryRun = null);

/// <summary><c>POST /api/executions/redrive</c>.</summary>
/// <param name="Filter">Failed executions of orders, where it is left out.</param>
/// <param name="DryRun">True: redrive nothing, say how many it would be for.</param>
public sealed record BulkRedriveBody(string? Reason = null, RedriveFilterBody? Filter = null, int? ExecutionsPerMinute = null, bool? DryRun = null);

/// <param name="Machine"><c>order</c>, where it is left out, or <c>cancel-order</c>.</param>
/// <param name="Error">Only executions that failed with this error name.</param>
/// <param name="StoppedSince">Only executions that failed then or later.</param>
public sealed record RedriveFilterBody(string? Machine = null, string? Error = null, DateTimeOffset? StoppedSince = null);

/// <summary><c>POST /api/customers</c> and <c>PUT /api/customers/{customerId}</c>.</summary>
/// <param name="Email">Left out for somebody who has none; the channel is then another one. Compared without regard to case; no two customers have the same.</param>
/// <param name="Phone">In any international writing, for example +44 1632 960001; kept as in E.164. No two customers have the same.</param>
/// <param name="Address">Where parcels go; one line per line of the label.</param>
/// <param name="Channel">How they want to be told; email where it is left out. Whom no message reaches, somebody calls.</param>
public sealed record CustomerBody(
    [property: Required, MinLength(1), MaxLength(CustomerRules.MaxNameLength)] string? Name = null,
    [property: MaxLength(CustomerRules.MaxEmailLength)] string? Email = null,
    [property: Required] string? Phone = null,
    [property: Required, MinLength(1), MaxLength(CustomerRules.MaxAddressLength)] string? Address = null,
    [property: AllowedValues("email", "sms", "phone")] string? Channel = null);

/// <summary><c>POST /api/customers/{customerId}/erase</c>.</summary>
/// <param name="Reason">Stands in the customer's history: no place for personal data.</param>
public sealed record EraseBody([property: Required, MinLength(1), MaxLength(EraseCustomer.MaxReasonLength)] string? Reason = null);

/// <summary><c>POST /api/clock/advance</c>.</summary>
/// <param name="By">An ISO 8601 duration, for example <c>P1D</c>.</param>
public sealed record AdvanceClockBody([property: Required] string? By = null);
