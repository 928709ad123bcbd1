using System.Text.Json.Serialization;

namespace OrderingSystem.Lambdas.Queues;

/// <summary>What Lambda hands to a function whose event source is an SQS queue; the members that we use.</summary>
public sealed record SqsEvent([property: JsonPropertyName("Records")] IReadOnlyList<SqsRecord> Records);

/// <param name="Body">The message as it was published: the subscription delivers it raw.</param>
public sealed record SqsRecord(string MessageId, string Body);

/// <summary>
/// Names the messages that are to come again, and with too many receives go to the dead-letter queue; the others are deleted. The event source
/// has <c>ReportBatchItemFailures</c>, without which Lambda would not look at this.
/// </summary>
public sealed record SqsBatchResponse(IReadOnlyList<SqsBatchItemFailure> BatchItemFailures);

public sealed record SqsBatchItemFailure(string ItemIdentifier);
