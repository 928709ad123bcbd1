using System.Text.Json.Serialization;

namespace BobsPost.Simulator.Faults;

/// <summary>The ways in which Bob's Post fails. Where the request may or may not have been carried out, the seed decides.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>500 with problem details; perhaps carried out.</summary>
    [JsonStringEnumMemberName("internal-error")]
    InternalError,

    /// <summary>503 with Retry-After; not carried out.</summary>
    [JsonStringEnumMemberName("unavailable")]
    Unavailable,

    /// <summary>429 with Retry-After, as seconds or as an HTTP date; not carried out.</summary>
    [JsonStringEnumMemberName("throttled")]
    Throttled,

    /// <summary>The TCP connection is reset; not carried out.</summary>
    [JsonStringEnumMemberName("connection-reset")]
    ConnectionReset,

    /// <summary>No answer until the client gives up; perhaps carried out.</summary>
    [JsonStringEnumMemberName("hang")]
    Hang,

    /// <summary>Carried out; half of the answer comes at once, the rest late.</summary>
    [JsonStringEnumMemberName("slow-body")]
    SlowBody,

    /// <summary>Carried out; the answer is cut in the middle of its JSON.</summary>
    [JsonStringEnumMemberName("malformed-json")]
    MalformedJson,

    /// <summary>A web page, with 200 or 502, where JSON is expected; perhaps carried out.</summary>
    [JsonStringEnumMemberName("html")]
    Html,

    /// <summary>The shipment is booked, then the connection is reset. Meets bookings only.</summary>
    [JsonStringEnumMemberName("booked-answer-lost")]
    BookedAnswerLost,

    /// <summary>200 with a shipment under the right reference that is cancelled; nothing is booked. Meets bookings only.</summary>
    [JsonStringEnumMemberName("cancelled-shipment")]
    CancelledShipment,

    /// <summary>201 with somebody else's shipment; nothing is booked. Meets bookings only.</summary>
    [JsonStringEnumMemberName("foreign-shipment")]
    ForeignShipment,
}
