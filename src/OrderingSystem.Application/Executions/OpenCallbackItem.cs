using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Executions;

/// <summary>A callback as it stands in a list.</summary>
/// <param name="Callback">Null where the execution has gone on while the list was made.</param>
/// <param name="Kind">See <see cref="CallbackOffer.Kind"/>.</param>
/// <param name="Since">When it began to wait; a reminder does not change it.</param>
public sealed record OpenCallbackItem(OpenCallback? Callback, string Kind, string Question, OrderId? OrderId, DateTimeOffset Since);
