using Microsoft.Extensions.Logging;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Runtime;

/// <summary>Takes invocations and answers them, until Lambda ends the execution environment.</summary>
/// <remarks>
/// One invocation at a time; with <see cref="LambdaEnvironment.MaxConcurrency"/> above one, that many loops ask for the next invocation side by
/// side, as Lambda Managed Instances want it. A runtime that Lambda does not answer any more ends the process: Lambda starts another.
/// </remarks>
public sealed class LambdaRuntime(RuntimeApiClient api, LambdaEnvironment environment, TimeProvider clock, ILogger<LambdaRuntime> logger)
{
    /// <summary>
    /// How long before Lambda's deadline a handler is cancelled, so that its failure is reported by name instead of the environment being
    /// killed under it.
    /// </summary>
    public static readonly TimeSpan DeadlineMargin = TimeSpan.FromMilliseconds(300);

    private const string TraceVariable = "_X_AMZN_TRACE_ID";

    /// <param name="stopping">Ends the waiting for invocations; those that run are finished and answered.</param>
    /// <exception cref="RuntimeApiException">The Runtime API does not go on.</exception>
    public async Task RunAsync(LambdaHandler handler, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var loops = new Task[environment.MaxConcurrency];
        for (var index = 0; index < loops.Length; index++)
        {
            loops[index] = LoopAsync(handler, ending);
        }

        await Task.WhenAll(loops);
    }

    private async Task LoopAsync(LambdaHandler handler, CancellationTokenSource ending)
    {
        try
        {
            while (true)
            {
                var invocation = await api.NextAsync(ending.Token);
                await AnswerAsync(handler, invocation);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Asked to stop, or another loop lost the Runtime API: nothing was taken, nothing is owed.
        }
        catch (RuntimeApiException)
        {
            await ending.CancelAsync();
            throw;
        }
    }

    private async Task AnswerAsync(LambdaHandler handler, Invocation invocation)
    {
        InvocationScope.Current = invocation;
        ExportTrace(invocation);
        var error = await TryAsync(handler, invocation);
        if (error is not null)
        {
            await api.ReportErrorAsync(invocation.RequestId, error, CancellationToken.None);
        }

        InvocationScope.Current = null;
    }

    /// <returns>What to report; null where the response was delivered.</returns>
    private async Task<LambdaFunctionError?> TryAsync(LambdaHandler handler, Invocation invocation)
    {
        var context = new LambdaContext(environment, invocation, clock);
        var patience = context.RemainingTime - DeadlineMargin;
        using var deadline = new CancellationTokenSource(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, clock);
        try
        {
            var responseJson = await handler(invocation.PayloadJson, context, deadline.Token);
            await api.RespondAsync(invocation.RequestId, responseJson, CancellationToken.None);
            return null;
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested)
        {
            logger.InvocationRanOutOfTime(environment.Handler);
            return LambdaFunctionError.From(new InvocationDeadlineException("The function's timeout is over.", exception));
        }
        catch (FulfilmentException refusal)
        {
            logger.InvocationRefused(environment.Handler, refusal.GetType().Name, refusal.Message);
            return LambdaFunctionError.From(refusal);
        }
        catch (Exception exception) when (exception is not RuntimeApiException)
        {
            logger.FunctionFailed(environment.Handler, exception);
            return LambdaFunctionError.From(exception);
        }
    }

    /// <summary>The AWS SDK sends this variable on with its calls. A process has one, so it is only right where one invocation runs at a time.</summary>
    private void ExportTrace(Invocation invocation)
    {
        if (environment.MaxConcurrency == 1)
        {
            Environment.SetEnvironmentVariable(TraceVariable, invocation.TraceId);
        }
    }
}
