using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace OrderingSystem.Engine.Api.Protocol;

/// <summary>A request's body, whole, in a rented buffer: it is hashed before it is parsed.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int SmallBody = 4096;

    private readonly byte[] _buffer;
    private readonly int _length;

    private RequestBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <exception cref="RequestRefusedException">The body is longer than <paramref name="maxBytes"/>, or claims to be.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            throw RequestRefusedException.TooLarge(maxBytes);
        }

        // A claimed length is not taken on trust: the buffer grows with what arrives.
        var buffer = ArrayPool<byte>.Shared.Rent(SmallBody);
        var length = 0;
        try
        {
            while (true)
            {
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    Return(buffer, length);
                    buffer = larger;
                }

                var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    return new RequestBody(buffer, length);
                }

                length += read;
                if (length > maxBytes)
                {
                    throw RequestRefusedException.TooLarge(maxBytes);
                }
            }
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            Return(buffer, length);
            throw new BadHttpRequestException("The connection broke before the request was whole.", broken); // the client's doing, not ours
        }
        catch
        {
            Return(buffer, length);
            throw;
        }
    }

    public void Dispose() => Return(_buffer, _length);

    /// <summary>Bodies hold task tokens and customers' data, which the next renter must not find.</summary>
    private static void Return(byte[] buffer, int length)
    {
        buffer.AsSpan(0, length).Clear();
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
