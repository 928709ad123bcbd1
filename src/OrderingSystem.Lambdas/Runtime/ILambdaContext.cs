namespace OrderingSystem.Lambdas.Runtime;

/// <summary>What Lambda tells a function about one invocation, with the member names of <c>Amazon.Lambda.Core.ILambdaContext</c>.</summary>
public interface ILambdaContext
{
    string AwsRequestId { get; }

    string FunctionName { get; }

    string FunctionVersion { get; }

    /// <summary>Names the alias or version that the caller used.</summary>
    string InvokedFunctionArn { get; }

    string LogGroupName { get; }

    string LogStreamName { get; }

    int MemoryLimitInMB { get; }

    /// <summary>Until Lambda ends the invocation; zero once it is past.</summary>
    TimeSpan RemainingTime { get; }

    /// <summary>The X-Ray trace header of this invocation; null where it is not traced.</summary>
    string? TraceId { get; }
}
