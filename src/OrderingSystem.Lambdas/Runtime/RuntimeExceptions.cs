namespace OrderingSystem.Lambdas.Runtime;

/// <summary>The handler ran into the function's timeout and was cancelled; Step Functions sees this name and retries as the state says.</summary>
public sealed class InvocationDeadlineException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>Lambda takes responses of up to 6 MB.</summary>
public sealed class ResponseTooLargeException(string message) : Exception(message);

/// <summary>The function's handler names none of this executable's functions.</summary>
public sealed class UnknownHandlerException(string message) : Exception(message);
