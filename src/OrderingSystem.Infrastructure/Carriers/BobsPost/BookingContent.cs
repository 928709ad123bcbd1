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
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset? _notAfter;
    private volatile bool _mayHaveLeft;

    /// <param name="notAfter">No byte leaves later than this by <paramref name="clock"/>; null for no limit.</param>
    public BookingContent(byte[] json, TimeProvider clock, DateTimeOffset? notAfter)
    {
        (_json, _clock, _notAfter) = (json, clock, notAfter);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Of the latest attempt; each earlier one was found harmless, or it would not have been repeated.</summary>
    public bool MayHaveLeft => _mayHaveLeft;

    public void BeginAttempt() => _mayHaveLeft = false;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (_clock.GetUtcNow() > _notAfter)
        {
            throw new BookingOverdueException();
        }

        _mayHaveLeft = true;
        return stream.WriteAsync(_json, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }
}
