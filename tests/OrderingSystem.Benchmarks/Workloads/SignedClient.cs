using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace OrderingSystem.Benchmarks.Workloads;

/// <summary>A Step Functions client as small as can be: JSON 1.0 with Signature Version 4, the day's key derived once.</summary>
internal sealed class SignedClient(HttpClient client)
{
    public const string AccessKeyId = "AKIDBENCHMARK0000000";
    public const string SecretAccessKey = "benchmark-secret-access-key-000000000000";

    private const string ContentType = "application/x-amz-json-1.0";
    private const string Scope = "us-east-1/states/aws4_request";
    private const string SignedHeaders = "content-type;host;x-amz-date;x-amz-target";

    private readonly string _day = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
    private readonly byte[] _key = DeriveKey(TimeProvider.System.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    /// <returns>The answer's body.</returns>
    /// <exception cref="HttpRequestException">The answer is not 200.</exception>
    public async Task<byte[]> CallAsync(string action, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var (target, date) = ("AWSStepFunctions." + action, TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        _ = request.Headers.TryAddWithoutValidation("X-Amz-Date", date);
        _ = request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        _ = request.Headers.TryAddWithoutValidation("Authorization", Sign(target, date, bytes));
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode ? text : throw new HttpRequestException($"{action}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(text)}");
    }

    private string Sign(string target, string date, byte[] body)
    {
        var canonical = $"POST\n/\n\ncontent-type:{ContentType}\nhost:{client.BaseAddress!.Authority}\nx-amz-date:{date}\nx-amz-target:{target}\n\n{SignedHeaders}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{_day}/{Scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(toSign)));
        return $"AWS4-HMAC-SHA256 Credential={AccessKeyId}/{_day}/{Scope}, SignedHeaders={SignedHeaders}, Signature={signature}";
    }

    private static byte[] DeriveKey(string day)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + SecretAccessKey);
        foreach (var part in (string[])[day, "us-east-1", "states", "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return key;
    }
}
