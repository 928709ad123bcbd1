using System.Net;
using System.Net.Http.Headers;

namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

/// <summary>
/// The body of a booking, which knows whether a byte of it may have left. A booking whose body never left surely was not received,
/// whatever the failure is called: refused connection, no such host, a timeout while connecting, an open breaker.
/// </summary>
internal sealed class BookingContent : HttpContent
{
    private readonly byte[] _json;
    private volatile bool _mayHaveLeft;

    public BookingContent(byte[] json)
    {
        _json = json;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Of the latest attempt; each earlier one was found harmless, or it would not have been repeated.</summary>
    public bool MayHaveLeft => _mayHaveLeft;

    public void BeginAttempt() => _mayHaveLeft = false;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _mayHaveLeft = true;
        return stream.WriteAsync(_json, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }
}
