using System.Text.Json;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Stores;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.AdminApi.Problems;

/// <summary>Every error of the API leaves it here, as a problem document.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    private const string MediaType = "application/problem+json";
    private const string RetryAfterSeconds = "2";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // nobody is there to read an answer
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, ProblemOf(context, exception));
            return;
        }

        // Routing answers 404 and 405 with a bare status.
        if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null })
        {
            await WriteAsync(context, Bare(context.Response.StatusCode));
        }
    }

    private ApiProblem ProblemOf(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case ApiProblemException known:
                return known.Problem;
            case InvalidCursorException:
                return ApiProblem.BadQuery("cursor", exception.Message);
            case WorkflowUnavailableException:
                logger.WorkflowUnavailable(exception);
                return new ApiProblem(
                    ApiProblem.WorkflowUnavailable,
                    "The workflow engine gives no answer.",
                    StatusCodes.Status503ServiceUnavailable,
                    "Whether the request was carried out is unknown. Send it again with the same Idempotency-Key.");
            case StoreUnavailableException:
                logger.StoreUnavailable(exception);
                return new ApiProblem(
                    ApiProblem.StoreUnavailable,
                    "The store gives no answer.",
                    StatusCodes.Status503ServiceUnavailable,
                    "Whether the request was carried out is unknown. Send it again with the same Idempotency-Key.");
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return JsonBodyProblems.TooLarge;
            case BadHttpRequestException bad:
                return Bare(bad.StatusCode);
            default:
                logger.RequestFailed(context.Request.Method, context.Request.Path, exception);
                return new ApiProblem(ApiProblem.Internal, "The server failed.", StatusCodes.Status500InternalServerError, $"Trace {context.TraceIdentifier}");
        }
    }

    private static ApiProblem Bare(int status) => status switch
    {
        StatusCodes.Status404NotFound => ApiProblem.Missing("No route leads here."),
        StatusCodes.Status405MethodNotAllowed => new ApiProblem(ApiProblem.RequestRefused, "The method is not allowed here.", status),
        _ => new ApiProblem(ApiProblem.RequestRefused, "The request is refused.", status),
    };

    /// <summary>Ends the request with the problem; nothing may have been sent yet.</summary>
    public static Task WriteAsync(HttpContext context, ApiProblem problem)
    {
        if (problem.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable && context.Response.Headers.RetryAfter.Count == 0)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = MediaType;
        return JsonSerializer.SerializeAsync(context.Response.Body, problem, AdminApiJson.Default.ApiProblem, context.RequestAborted);
    }
}
