namespace OrderingSystem.AdminApi.Requests;

/// <summary><c>POST /api/orders</c>. Whatever is left out is null here and named by the answer.</summary>
public sealed record PlaceOrderBody(string? CustomerId = null, IReadOnlyList<PlaceOrderItemBody?>? Items = null, string? Note = null);

public sealed record PlaceOrderItemBody(string? Description = null, int? Quantity = null);

/// <summary><c>POST /api/orders/{orderId}/decision</c>.</summary>
/// <param name="Decision"><c>retry</c>, <c>cancel</c> or <c>confirm-shipped</c>.</param>
public sealed record DecisionBody(string? Decision = null, string? Note = null);

/// <summary><c>POST /api/customers</c> and <c>PUT /api/customers/{customerId}</c>.</summary>
public sealed record CustomerBody(string? Name = null, string? Email = null, string? Phone = null, string? Address = null);

/// <summary><c>POST /api/clock/advance</c>.</summary>
/// <param name="By">An ISO 8601 duration, for example <c>P1D</c>.</param>
public sealed record AdvanceClockBody(string? By = null);
