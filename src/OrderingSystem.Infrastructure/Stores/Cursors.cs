using System.Buffers.Text;
using System.Globalization;
using System.Text;
using OrderingSystem.Application.Paging;

namespace OrderingSystem.Infrastructure.Stores;

/// <summary>Cursors of lists: where the last item of a page stands. Opaque to callers, and no secret.</summary>
internal static class Cursors
{
    private const char Separator = '\n';

    public static string Encode(params ReadOnlySpan<string> parts) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Separator, parts)));

    /// <exception cref="InvalidCursorException">It was not made by <see cref="Encode"/> with this many parts.</exception>
    public static string[] Decode(string cursor, int partCount)
    {
        try
        {
            var parts = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(cursor)).Split(Separator);
            return parts.Length == partCount ? parts : throw new InvalidCursorException();
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new InvalidCursorException();
        }
    }

    /// <exception cref="InvalidCursorException">It is no number.</exception>
    public static long Number(string part) =>
        long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidCursorException();
}
