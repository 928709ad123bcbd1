using System.Security.Cryptography;
using System.Text;
using OrderingSystem.Engine.Api.Protocol;

namespace OrderingSystem.Engine.Api.Security;

/// <summary>A request that names a known access key: whether its sender has the key's secret is seen once the body is there.</summary>
internal sealed class SignatureClaim(SignedRequest request, SignatureParameters parameters, string secretAccessKey)
{
    /// <exception cref="RequestRefusedException">InvalidSignatureException.</exception>
    public void Verify(ReadOnlySpan<byte> body)
    {
        var expected = Sign(body);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(parameters.Signature)))
        {
            throw new RequestRefusedException(
                "InvalidSignatureException",
                "The request signature we calculated does not match the signature you provided. "
                    + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }
    }

    /// <summary>Each segment of the path as sent is encoded once more, as every service but S3 has it.</summary>
    private static string CanonicalPath(string path) =>
        path.Length == 0 ? "/" : string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>Trimmed, and each run of spaces made one.</summary>
    private static string Collapse(string value)
    {
        var trimmed = value.Trim();
        if (!trimmed.Contains("  ", StringComparison.Ordinal))
        {
            return trimmed;
        }

        var collapsed = new StringBuilder(trimmed.Length);
        foreach (var c in trimmed)
        {
            if (c != ' ' || collapsed[^1] != ' ')
            {
                collapsed.Append(c);
            }
        }

        return collapsed.ToString();
    }

    /// <summary>The signature that the request should carry, in lower-case hexadecimal.</summary>
    private string Sign(ReadOnlySpan<byte> body)
    {
        var canonicalHeaders = new StringBuilder();
        foreach (var name in parameters.SignedHeaders)
        {
            canonicalHeaders.Append(name).Append(':').Append(Collapse(request.Header(name) ?? string.Empty)).Append('\n');
        }

        var canonicalRequest = string.Join(
            '\n',
            request.Method,
            CanonicalPath(request.Path),
            CanonicalQuery.Of(request.Query),
            canonicalHeaders,
            string.Join(';', parameters.SignedHeaders),
            Convert.ToHexStringLower(SHA256.HashData(body)));
        var scope = string.Join('/', parameters.Scope.Skip(1));
        var requestHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)));
        var toSign = $"AWS4-HMAC-SHA256\n{parameters.Date}\n{scope}\n{requestHash}";

        var key = Encoding.UTF8.GetBytes("AWS4" + secretAccessKey);
        foreach (var part in parameters.Scope.Skip(1))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }
}
