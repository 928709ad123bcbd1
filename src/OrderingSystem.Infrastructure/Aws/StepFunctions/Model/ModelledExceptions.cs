using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>What the service said of a failed call, as it goes into an exception.</summary>
internal sealed record WireError(string Message, ErrorType Type, string? Code, string? RequestId, HttpStatusCode StatusCode);

/// <summary>The exceptions of the service model, by their wire code.</summary>
internal static class ModelledExceptions
{
    public static AmazonStepFunctionsException Of(WireError error) => error.Code switch
    {
        "ConflictException" => new ConflictException(error),
        "ExecutionAlreadyExists" => new ExecutionAlreadyExistsException(error),
        "ExecutionDoesNotExist" => new ExecutionDoesNotExistException(error),
        "ExecutionLimitExceeded" => new ExecutionLimitExceededException(error),
        "ExecutionNotRedrivable" => new ExecutionNotRedrivableException(error),
        "InvalidArn" => new InvalidArnException(error),
        "InvalidDefinition" => new InvalidDefinitionException(error),
        "InvalidExecutionInput" => new InvalidExecutionInputException(error),
        "InvalidLoggingConfiguration" => new InvalidLoggingConfigurationException(error),
        "InvalidName" => new InvalidNameException(error),
        "InvalidOutput" => new InvalidOutputException(error),
        "InvalidToken" => new InvalidTokenException(error),
        "InvalidTracingConfiguration" => new InvalidTracingConfigurationException(error),
        "MissingRequiredParameter" => new MissingRequiredParameterException(error),
        "ResourceNotFound" => new ResourceNotFoundException(error),
        "ServiceQuotaExceededException" => new ServiceQuotaExceededException(error),
        "StateMachineAlreadyExists" => new StateMachineAlreadyExistsException(error),
        "StateMachineDeleting" => new StateMachineDeletingException(error),
        "StateMachineDoesNotExist" => new StateMachineDoesNotExistException(error),
        "StateMachineLimitExceeded" => new StateMachineLimitExceededException(error),
        "StateMachineTypeNotSupported" => new StateMachineTypeNotSupportedException(error),
        "TaskDoesNotExist" => new TaskDoesNotExistException(error),
        "TaskTimedOut" => new TaskTimedOutException(error),
        "TooManyTags" => new TooManyTagsException(error),
        "ValidationException" => new ValidationException(error),
        _ => new AmazonStepFunctionsException(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode),
    };
}

/// <summary>Another change to the same state machine is under way.</summary>
public sealed class ConflictException : AmazonStepFunctionsException
{
    public ConflictException(string message)
        : base(message, ErrorType.Sender, "ConflictException", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal ConflictException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>The name was used with another input, or its execution has ended.</summary>
public sealed class ExecutionAlreadyExistsException : AmazonStepFunctionsException
{
    public ExecutionAlreadyExistsException(string message)
        : base(message, ErrorType.Sender, "ExecutionAlreadyExists", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal ExecutionAlreadyExistsException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>There is no such execution.</summary>
public sealed class ExecutionDoesNotExistException : AmazonStepFunctionsException
{
    public ExecutionDoesNotExistException(string message)
        : base(message, ErrorType.Sender, "ExecutionDoesNotExist", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal ExecutionDoesNotExistException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>Too many executions run already.</summary>
public sealed class ExecutionLimitExceededException : AmazonStepFunctionsException
{
    public ExecutionLimitExceededException(string message)
        : base(message, ErrorType.Sender, "ExecutionLimitExceeded", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal ExecutionLimitExceededException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>The execution runs, succeeded, or is out of its redrive period.</summary>
public sealed class ExecutionNotRedrivableException : AmazonStepFunctionsException
{
    public ExecutionNotRedrivableException(string message)
        : base(message, ErrorType.Sender, "ExecutionNotRedrivable", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal ExecutionNotRedrivableException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>The ARN is malformed, or of another kind of resource.</summary>
public sealed class InvalidArnException : AmazonStepFunctionsException
{
    public InvalidArnException(string message)
        : base(message, ErrorType.Sender, "InvalidArn", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal InvalidArnException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>The definition is no valid States Language; the message lists what is wrong.</summary>
public sealed class InvalidDefinitionException : AmazonStepFunctionsException
{
    public InvalidDefinitionException(string message)
        : base(message, ErrorType.Sender, "InvalidDefinition", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal InvalidDefinitionException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>The input is not JSON, or too large.</summary>
public sealed class InvalidExecutionInputException : AmazonStepFunctionsException
{
    public InvalidExecutionInputException(string message)
        : base(message, ErrorType.Sender, "InvalidExecutionInput", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal InvalidExecutionInputException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

public sealed class InvalidLoggingConfigurationException : AmazonStepFunctionsException
{
    public InvalidLoggingConfigurationException(string message)
        : base(message, ErrorType.Sender, "InvalidLoggingConfiguration", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal InvalidLoggingConfigurationException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>The name holds a character that names must not hold.</summary>
public sealed class InvalidNameException : AmazonStepFunctionsException
{
    public InvalidNameException(string message)
        : base(message, ErrorType.Sender, "InvalidName", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal InvalidNameException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>The output is not JSON, or too large.</summary>
public sealed class InvalidOutputException : AmazonStepFunctionsException
{
    public InvalidOutputException(string message)
        : base(message, ErrorType.Sender, "InvalidOutput", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal InvalidOutputException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>The task token or page token is malformed.</summary>
public sealed class InvalidTokenException : AmazonStepFunctionsException
{
    public InvalidTokenException(string message)
        : base(message, ErrorType.Sender, "InvalidToken", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal InvalidTokenException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

public sealed class InvalidTracingConfigurationException : AmazonStepFunctionsException
{
    public InvalidTracingConfigurationException(string message)
        : base(message, ErrorType.Sender, "InvalidTracingConfiguration", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal InvalidTracingConfigurationException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>An update names nothing to update.</summary>
public sealed class MissingRequiredParameterException : AmazonStepFunctionsException
{
    public MissingRequiredParameterException(string message)
        : base(message, ErrorType.Sender, "MissingRequiredParameter", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal MissingRequiredParameterException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

public sealed class ResourceNotFoundException : AmazonStepFunctionsException
{
    public ResourceNotFoundException(string message)
        : base(message, ErrorType.Sender, "ResourceNotFound", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal ResourceNotFoundException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

public sealed class ServiceQuotaExceededException : AmazonStepFunctionsException
{
    public ServiceQuotaExceededException(string message)
        : base(message, ErrorType.Sender, "ServiceQuotaExceededException", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal ServiceQuotaExceededException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>The name is taken by another definition or configuration.</summary>
public sealed class StateMachineAlreadyExistsException : AmazonStepFunctionsException
{
    public StateMachineAlreadyExistsException(string message)
        : base(message, ErrorType.Sender, "StateMachineAlreadyExists", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal StateMachineAlreadyExistsException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>The state machine is being deleted.</summary>
public sealed class StateMachineDeletingException : AmazonStepFunctionsException
{
    public StateMachineDeletingException(string message)
        : base(message, ErrorType.Sender, "StateMachineDeleting", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal StateMachineDeletingException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>There is no such state machine.</summary>
public sealed class StateMachineDoesNotExistException : AmazonStepFunctionsException
{
    public StateMachineDoesNotExistException(string message)
        : base(message, ErrorType.Sender, "StateMachineDoesNotExist", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal StateMachineDoesNotExistException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

public sealed class StateMachineLimitExceededException : AmazonStepFunctionsException
{
    public StateMachineLimitExceededException(string message)
        : base(message, ErrorType.Sender, "StateMachineLimitExceeded", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal StateMachineLimitExceededException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>The operation is for the other type of state machine (Standard, Express).</summary>
public sealed class StateMachineTypeNotSupportedException : AmazonStepFunctionsException
{
    public StateMachineTypeNotSupportedException(string message)
        : base(message, ErrorType.Sender, "StateMachineTypeNotSupported", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal StateMachineTypeNotSupportedException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>The token's task or execution no longer exists.</summary>
public sealed class TaskDoesNotExistException : AmazonStepFunctionsException
{
    public TaskDoesNotExistException(string message)
        : base(message, ErrorType.Sender, "TaskDoesNotExist", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal TaskDoesNotExistException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>The task was completed, timed out, or superseded.</summary>
public sealed class TaskTimedOutException : AmazonStepFunctionsException
{
    public TaskTimedOutException(string message)
        : base(message, ErrorType.Sender, "TaskTimedOut", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal TaskTimedOutException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

public sealed class TooManyTagsException : AmazonStepFunctionsException
{
    public TooManyTagsException(string message)
        : base(message, ErrorType.Sender, "TooManyTags", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal TooManyTagsException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}

/// <summary>A parameter breaks the service's constraints; the message names it.</summary>
public sealed class ValidationException : AmazonStepFunctionsException
{
    public ValidationException(string message)
        : base(message, ErrorType.Sender, "ValidationException", requestId: null, HttpStatusCode.BadRequest)
    {
    }

    internal ValidationException(WireError error)
        : base(error.Message, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}
