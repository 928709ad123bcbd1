using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace OrderingSystem.Domain.Orders;

/// <summary>
/// Names one order everywhere: <c>O-</c> and 26 characters of Crockford's base 32, for example <c>O-7Q2M0C9T5V1H8K3X6B4D2F0R1N</c>.
/// </summary>
/// <remarks>
/// It is also the name of the order's execution (1 to 80 characters, no white space, brackets, wildcards or control characters:
/// Step Functions, StartExecution) and the client reference that the carrier gets.
/// </remarks>
public readonly record struct OrderId
{
    private const string Prefix = "O-";
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Digits = 26;

    private static readonly SearchValues<char> AllowedDigits = SearchValues.Create(Alphabet);

    private OrderId(string value) => Value = value;

    public string Value => field ?? throw new InvalidOperationException("This OrderId was never assigned.");

    /// <summary>
    /// The id that belongs to an <c>Idempotency-Key</c>: the first 130 bits of SHA-256 over <c>order:</c> and the key in UTF-8.
    /// </summary>
    /// <remarks>Never change this: a client that repeats a request after an upgrade must meet the order that it placed before.</remarks>
    public static OrderId FromIdempotencyKey(string idempotencyKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(idempotencyKey);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes("order:" + idempotencyKey), hash);

        Span<char> text = stackalloc char[Prefix.Length + Digits];
        Prefix.CopyTo(text);
        for (var digit = 0; digit < Digits; digit++)
        {
            text[Prefix.Length + digit] = Alphabet[FiveBits(hash, digit * 5)];
        }

        return new OrderId(new string(text));
    }

    /// <summary>Accepts exactly what <see cref="FromIdempotencyKey"/> makes; case matters.</summary>
    public static bool TryParse(string? text, out OrderId orderId)
    {
        orderId = default;
        if (text is null
            || text.Length != Prefix.Length + Digits
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || text.AsSpan(Prefix.Length).ContainsAnyExcept(AllowedDigits))
        {
            return false;
        }

        orderId = new OrderId(text);
        return true;
    }

    /// <exception cref="FormatException">The text is no order id.</exception>
    public static OrderId Parse(string text) =>
        TryParse(text, out var orderId) ? orderId : throw new FormatException($"'{text}' is not an order id.");

    public override string ToString() => Value;

    private static int FiveBits(ReadOnlySpan<byte> bytes, int bitOffset)
    {
        var window = (bytes[bitOffset / 8] << 8) | bytes[(bitOffset / 8) + 1];
        return (window >> (11 - (bitOffset % 8))) & 0b11111;
    }
}
