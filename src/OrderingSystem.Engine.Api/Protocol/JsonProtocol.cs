using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderingSystem.Engine.Api.Actions;
using OrderingSystem.Engine.Api.Security;

namespace OrderingSystem.Engine.Api.Protocol;

/// <summary>
/// AWS's JSON 1.0 protocol: the operation in <c>X-Amz-Target: AWSStepFunctions.StartExecution</c>, the parameters in the body, both signed.
/// Door by door: protocol, operation, access key, size, signature, JSON, parameters, engine; what fails at one is not seen by the next.
/// </summary>
internal sealed class JsonProtocol(
    ActionTable actions, SignatureV4 signatures, IOptions<EngineApiOptions> options, ILogger<JsonProtocol> logger)
{
    private const string ContentType = "application/x-amz-json-1.0";
    private const string TargetPrefix = "AWSStepFunctions.";

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        // Payloads are JSON inside JSON: the default encoder would turn each inner quote into six bytes.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = 128 };

    private readonly EngineApiOptions _options = options.Value;

    public async Task HandleAsync(HttpContext context)
    {
        var requestId = RequestId.Create();
        context.Response.Headers["x-amzn-RequestId"] = requestId;
        var operation = "(unknown operation)";
        var answer = new ArrayBufferWriter<byte>(512);
        try
        {
            var action = ActionOf(context.Request);
            operation = action.Operation;
            var claim = Identify(context);
            using var body = await RequestBody.ReadAsync(context.Request, _options.MaxRequestBytes, context.RequestAborted);
            claim?.Verify(body.Bytes.Span);
            using var document = Parse(body.Bytes);
            await AnswerAsync(action, new RequestParameters(document.RootElement) { HttpTraceHeader = TraceHeader(context.Request) }, answer, context.RequestAborted);
            await SendAsync(context, StatusCodes.Status200OK, answer.WrittenMemory);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // nobody is there to answer
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            var error = WireError.Of(exception, _options);
            if (error.IsOurs)
            {
                logger.Failed(exception, operation, requestId);
            }
            else
            {
                logger.Refused(operation, error.Code, requestId);
            }

            await SendErrorAsync(context, error);
        }
    }

    /// <summary>Writes the action's answer, whole, or throws.</summary>
    public static async Task AnswerAsync(IAction action, RequestParameters parameters, IBufferWriter<byte> answer, CancellationToken cancellationToken)
    {
        await using var writer = new Utf8JsonWriter(answer, WriterOptions);
        writer.WriteStartObject();
        await action.InvokeAsync(parameters, writer, cancellationToken);
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
    }

    /// <summary>An empty body is an empty object, as AWS reads it.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var document = JsonDocument.Parse(body.IsEmpty ? "{}"u8.ToArray() : body, DocumentOptions);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            throw RequestRefusedException.Serialization();
        }
        catch (JsonException)
        {
            throw RequestRefusedException.Serialization();
        }
    }

    private static async Task SendErrorAsync(HttpContext context, WireError error)
    {
        var answer = new ArrayBufferWriter<byte>(512);
        await using (var writer = new Utf8JsonWriter(answer, WriterOptions))
        {
            error.WriteTo(writer);
        }

        context.Response.Headers["x-amzn-ErrorType"] = error.Code;
        if (error.StatusCode is StatusCodes.Status413PayloadTooLarge or StatusCodes.Status408RequestTimeout)
        {
            context.Response.Headers.Connection = "close"; // the rest of the body is not waited for
        }

        await SendAsync(context, error.StatusCode, answer.WrittenMemory);
    }

    private static async Task SendAsync(HttpContext context, int statusCode, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = statusCode;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>One that is no trace header of the service model is as good as none.</summary>
    private static string? TraceHeader(HttpRequest request) =>
        request.Headers["X-Amzn-Trace-Id"] is [{ Length: > 0 and <= 256 } header] && Ascii.IsValid(header) ? header : null;

    private IAction ActionOf(HttpRequest request)
    {
        // The content type is one that a browser's form cannot send, so no web page can talk to an engine without authentication.
        var contentType = request.ContentType.AsSpan();
        var parameters = contentType.IndexOf(';');
        contentType = (parameters < 0 ? contentType : contentType[..parameters]).Trim();
        if (!HttpMethods.IsPost(request.Method) || !contentType.Equals(ContentType, StringComparison.OrdinalIgnoreCase))
        {
            throw RequestRefusedException.UnknownOperation(StatusCodes.Status404NotFound);
        }

        var target = request.Headers["X-Amz-Target"];
        var operation = target is [{ } name] && name.StartsWith(TargetPrefix, StringComparison.Ordinal) ? name[TargetPrefix.Length..] : string.Empty;
        return actions.Find(operation) ?? throw RequestRefusedException.UnknownOperation();
    }

    /// <returns>Null where nobody needs to sign.</returns>
    private SignatureClaim? Identify(HttpContext context)
    {
        if (_options.Authentication == EngineApiAuthentication.SignatureV4)
        {
            return signatures.Identify(SignedRequest.Of(context.Request, context.Features.Get<IHttpRequestFeature>()?.RawTarget));
        }

        return LoopbackCaller.Is(context)
            ? null
            : throw new RequestRefusedException("AccessDeniedException", "Without authentication this endpoint answers its own machine alone, under the machine's own names.");
    }
}
