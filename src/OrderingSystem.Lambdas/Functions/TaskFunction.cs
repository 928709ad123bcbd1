namespace OrderingSystem.Lambdas.Functions;

/// <summary>A task as a Lambda function: JSON in, JSON out, both UTF-8. Refusals and faults are thrown.</summary>
public delegate Task<byte[]> TaskFunction(ReadOnlyMemory<byte> payloadJson, CancellationToken cancellationToken);
