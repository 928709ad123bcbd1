namespace OrderingSystem.AdminApi.Requests;

/// <summary><c>POST /api/orders</c>. Whatever is left out is null here and named by the answer.</summary>
public sealed record PlaceOrderBody(string? CustomerId = null, IReadOnlyList<PlaceOrderItemBody?>? Items = null, string? Note = null);

public sealed record PlaceOrderItemBody(string? Description = null, int? Quantity = null);

/// <summary><c>POST /api/orders/{orderId}/decision</c>.</summary>
/// <param name="Decision"><c>retry</c>, <c>cancel</c> or <c>confirm-shipped</c>.</param>
public sealed record DecisionBody(string? Decision = null, string? Note = null);

/// <summary><c>POST /api/orders/{orderId}/cancel</c>.</summary>
public sealed record CancelBody(string? Reason = null);

/// <summary><c>POST /api/decisions</c>.</summary>
/// <param name="Decision"><c>retry</c>, <c>cancel</c> or <c>confirm-shipped</c>.</param>
/// <param name="Filter">All orders that wait, where it is left out.</param>
/// <param name="DryRun">True: decide nothing, say how many orders it would be for.</param>
public sealed record BulkDecisionBody(
    string? Decision = null,
    string? Note = null,
    AttentionFilterBody? Filter = null,
    int? OrdersPerMinute = null,
    bool? DryRun = null);

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
public sealed record CustomerBody(string? Name = null, string? Email = null, string? Phone = null, string? Address = null);

/// <summary><c>POST /api/clock/advance</c>.</summary>
/// <param name="By">An ISO 8601 duration, for example <c>P1D</c>.</param>
public sealed record AdvanceClockBody(string? By = null);
