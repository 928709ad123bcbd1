namespace OrderingSystem.Lambdas.Runtime;

/// <summary>One event that Lambda hands to the runtime.</summary>
/// <param name="Deadline">When Lambda ends the invocation.</param>
/// <param name="TraceId">The X-Ray trace header; null where the invocation is not traced.</param>
public sealed record Invocation(string RequestId, ReadOnlyMemory<byte> PayloadJson, DateTimeOffset Deadline, string InvokedFunctionArn, string? TraceId);
