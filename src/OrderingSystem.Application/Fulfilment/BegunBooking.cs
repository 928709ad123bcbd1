using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Fulfilment;

/// <summary>The right to book, taken.</summary>
/// <param name="EarlierIsInDoubt">The carrier may hold a booking from an earlier attempt. Where not, this attempt's request is marked as leaving.</param>
public sealed record BegunBooking(Order Order, bool EarlierIsInDoubt);
