namespace OrderingSystem.Lambdas.Functions;

/// <summary>What the Lambda Invoke API answers.</summary>
/// <param name="Payload">The response, or the error as <see cref="LambdaFunctionError"/>; UTF-8 JSON.</param>
/// <param name="FunctionError">Null on success, else <c>Unhandled</c>: the word of the API for "the function threw".</param>
/// <param name="Error">The error behind <paramref name="Payload"/>; null on success.</param>
public sealed record FunctionResult(byte[] Payload, string? FunctionError, LambdaFunctionError? Error);
