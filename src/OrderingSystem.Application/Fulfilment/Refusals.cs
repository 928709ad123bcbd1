namespace OrderingSystem.Application.Fulfilment;

/// <summary>A task refuses. The type's name is the error name that the state machine's retriers and catchers match: never rename one.</summary>
public abstract class FulfilmentException(string message) : Exception(message);

/// <summary>The input is not what the task takes: no retry helps.</summary>
public sealed class InvalidTaskInputException(string message) : FulfilmentException(message);

public sealed class OrderNotFoundException(string message) : FulfilmentException(message);

public sealed class CustomerNotFoundException(string message) : FulfilmentException(message);

/// <summary>The order's status does not allow what the task does.</summary>
public sealed class OrderClosedException(string message) : FulfilmentException(message);

/// <summary>Too late to cancel.</summary>
public sealed class OrderAlreadyShippedException(string message) : FulfilmentException(message);

/// <summary>The carrier was asked and gave no answer; it surely did not carry the request out. A few quick retries, then the order parks.</summary>
public sealed class CarrierUnavailableException(string message) : FulfilmentException(message);

/// <summary>The carrier is known to be down, and was not asked: the order parks at once.</summary>
public sealed class CarrierDownException(string message) : FulfilmentException(message);

/// <summary>The carrier asks for patience; it surely did not carry the request out.</summary>
public sealed class CarrierBusyException(string message) : FulfilmentException(message);

/// <summary>The carrier answers the probe and fails this order, again and again: parking it once more would help nobody.</summary>
public sealed class CarrierKeepsFailingException(string message) : FulfilmentException(message);

/// <summary>The carrier may or may not have booked; the next run asks it before it books again.</summary>
public sealed class BookingInDoubtException(string message) : FulfilmentException(message);

/// <summary>Another run of a task deals with the carrier for this order at this moment.</summary>
public sealed class BookingInProgressException(string message) : FulfilmentException(message);

/// <summary>The carrier looked at the order and declines it.</summary>
public sealed class BookingRefusedException(string message) : FulfilmentException(message);

/// <summary>The carrier holds more than one shipment for the order, and the surplus cannot be cancelled.</summary>
public sealed class DuplicateBookingException(string message) : FulfilmentException(message);

/// <summary>The carrier answered with a shipment that is not ours.</summary>
public sealed class ForeignShipmentException(string message) : FulfilmentException(message);

/// <summary>Booked, and not shipped yet.</summary>
public sealed class ShipmentPendingException(string message) : FulfilmentException(message);

/// <summary>The carrier cancelled the shipment by itself.</summary>
public sealed class ShipmentCancelledException(string message) : FulfilmentException(message);

/// <summary>The carrier does not know the shipment (any more).</summary>
public sealed class ShipmentNotFoundException(string message) : FulfilmentException(message);

/// <summary>The carrier declines to cancel.</summary>
public sealed class CancellationRefusedException(string message) : FulfilmentException(message);

/// <summary>The mail server did not take the message, or another run is sending it.</summary>
public sealed class NotificationFailedException(string message) : FulfilmentException(message);
