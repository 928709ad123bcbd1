namespace OrderingSystem.Lambdas.Runtime;

/// <summary>A Lambda function: JSON in, JSON out, both UTF-8. What it throws is reported by the exception's class name.</summary>
/// <param name="cancellationToken">Cancelled shortly before Lambda would end the invocation, see <see cref="LambdaRuntime.DeadlineMargin"/>.</param>
public delegate Task<byte[]> LambdaHandler(ReadOnlyMemory<byte> payloadJson, ILambdaContext context, CancellationToken cancellationToken);
