namespace OrderingSystem.Lambdas.Runtime;

/// <param name="clock">The wall clock: deadlines are Unix times.</param>
internal sealed class LambdaContext(LambdaEnvironment environment, Invocation invocation, TimeProvider clock) : ILambdaContext
{
    public string AwsRequestId => invocation.RequestId;

    public string FunctionName => environment.FunctionName;

    public string FunctionVersion => environment.FunctionVersion;

    public string InvokedFunctionArn => invocation.InvokedFunctionArn;

    public string LogGroupName => environment.LogGroupName;

    public string LogStreamName => environment.LogStreamName;

    public int MemoryLimitInMB => environment.MemoryLimitInMB;

    public TimeSpan RemainingTime
    {
        get
        {
            var remaining = invocation.Deadline - clock.GetUtcNow();
            return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        }
    }

    public string? TraceId => invocation.TraceId;
}
