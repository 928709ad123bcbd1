namespace BobsPost.Simulator.Faults;

/// <summary>The answer of a request that was carried out, kept back so that it can be spoilt.</summary>
internal sealed class CapturedAnswer
{
    private readonly byte[] _body;
    private readonly string? _contentType;

    private CapturedAnswer(int status, string? contentType, byte[] body)
    {
        Status = status;
        _contentType = contentType;
        _body = body;
    }

    public int Status { get; }

    public static async Task<CapturedAnswer> OfAsync(HttpContext context, RequestDelegate next)
    {
        var body = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        var captured = new CapturedAnswer(context.Response.StatusCode, context.Response.ContentType, kept.ToArray());
        context.Response.Clear();
        return captured;
    }

    public async Task SendSlowlyAsync(HttpContext context, TimeSpan pause)
    {
        Begin(context, _body.Length);
        var half = _body.Length / 2;
        try
        {
            await context.Response.Body.WriteAsync(_body.AsMemory(0, half), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(pause, TimeProvider.System, context.RequestAborted);
            await context.Response.Body.WriteAsync(_body.AsMemory(half), context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            context.Abort(); // the client gave up first
        }
    }

    /// <summary>A complete response whose JSON is cut.</summary>
    public async Task SendHalfAsync(HttpContext context)
    {
        var half = _body.Length / 2;
        Begin(context, half);
        await context.Response.Body.WriteAsync(_body.AsMemory(0, half), context.RequestAborted);
    }

    private void Begin(HttpContext context, int length)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = _contentType;
        context.Response.ContentLength = length;
    }
}
