namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

/// <summary>This process was held up for so long before it sent a booking that another may have taken over: the booking was not sent.</summary>
internal sealed class BookingOverdueException() : IOException("The booking was held up too long and was not sent.");
