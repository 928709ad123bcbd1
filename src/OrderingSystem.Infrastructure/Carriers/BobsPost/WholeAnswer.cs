using System.Text.Json;

namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

/// <summary>A body that was read to its end.</summary>
internal sealed class WholeAnswer : ByteArrayContent
{
    public const int MaxBytes = 1024 * 1024;

    private WholeAnswer(byte[] bytes, bool isJson)
        : base(bytes)
    {
        Bytes = bytes;
        IsJson = isJson;
    }

    public byte[] Bytes { get; }

    /// <summary>True where it says that it is JSON and is.</summary>
    public bool IsJson { get; }

    /// <exception cref="HttpRequestException">The body is larger than <see cref="MaxBytes"/>, or the connection broke.</exception>
    public static async Task<WholeAnswer> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > MaxBytes)
        {
            throw TooLarge();
        }

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (whole.Length + read > MaxBytes)
            {
                throw TooLarge();
            }

            whole.Write(buffer, 0, read);
        }

        var bytes = whole.ToArray();
        return new WholeAnswer(bytes, SaysJson(content.Headers.ContentType?.MediaType) && IsOneJsonValue(bytes));
    }

    private static bool SaysJson(string? mediaType) =>
        string.Equals(mediaType, "application/json", StringComparison.OrdinalIgnoreCase)
        || mediaType?.EndsWith("+json", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsOneJsonValue(byte[] bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static HttpRequestException TooLarge() =>
        new(HttpRequestError.ConfigurationLimitExceeded, $"The answer is larger than {MaxBytes} bytes.");
}
