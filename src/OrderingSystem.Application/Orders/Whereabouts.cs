namespace OrderingSystem.Application.Orders;

/// <summary>Where an order is and what it waits for, in words that an Admin can read out on the phone.</summary>
/// <param name="State">The state of its execution that it is in, or that goes on when its wait ends; null where nothing more happens to it.</param>
/// <param name="WaitingFor">Null where it waits for nothing but its next step.</param>
/// <param name="Since">When that began.</param>
/// <param name="NextAt">When something happens by itself, at the latest; null for an order that is done or waits for an operator.</param>
/// <param name="Sentence">What is the matter.</param>
/// <param name="Next">What happens next.</param>
/// <param name="TellCustomer">What a customer may be told.</param>
/// <param name="ExecutionStatus">In Step Functions' word; null where the execution is forgotten.</param>
public sealed record Whereabouts(
    string? State,
    WaitReason? WaitingFor,
    DateTimeOffset Since,
    DateTimeOffset? NextAt,
    string Sentence,
    string Next,
    string TellCustomer,
    string ExecutionName,
    string? ExecutionStatus);

public enum WaitReason
{
    /// <summary>The carrier gives no answer.</summary>
    Carrier,

    /// <summary>The carrier has the order and has still to ship it.</summary>
    Shipment,

    /// <summary>A person has to decide, or to call the customer.</summary>
    Operator,

    /// <summary>The customer has still to be told.</summary>
    Notification,
}
