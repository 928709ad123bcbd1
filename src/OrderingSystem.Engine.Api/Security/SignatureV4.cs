using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using OrderingSystem.Engine.Api.Protocol;

namespace OrderingSystem.Engine.Api.Security;

/// <summary>Judges what a request says of its AWS Signature Version 4: form, scope, date, signed headers, access key.</summary>
/// <remarks>AWS, "Signature Version 4 for API requests"; the messages are those that AWS's JSON services answer with.</remarks>
internal sealed class SignatureV4(ICredentialStore credentials, IOptions<EngineApiOptions> options)
{
    private const string Service = "states";
    private const string Terminator = "aws4_request";
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";

    private readonly EngineApiOptions _options = options.Value;

    /// <summary>Who claims to have signed the request. Known before the body is read, so that a stranger's body need not be.</summary>
    /// <exception cref="RequestRefusedException">
    /// MissingAuthenticationTokenException, IncompleteSignatureException, InvalidSignatureException or UnrecognizedClientException.
    /// </exception>
    public SignatureClaim Identify(SignedRequest request)
    {
        var parameters = SignatureParameters.Of(request);
        VerifyScope(parameters);
        VerifyDate(parameters);
        VerifySignedHeaders(request, parameters);

        var credential = credentials.Find(parameters.Scope[0]);
        if (credential is null || !TokensMatch(credential.SessionToken, parameters.SessionToken))
        {
            throw new RequestRefusedException("UnrecognizedClientException", "The security token included in the request is invalid.");
        }

        return new SignatureClaim(request, parameters, credential.SecretAccessKey);
    }

    private static bool TokensMatch(string? expected, string? sent) => expected is null
        ? sent is null
        : sent is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(sent));

    /// <summary>What decides the request's meaning must be under the signature: the host, and every x-amz header (the operation is one).</summary>
    private static void VerifySignedHeaders(SignedRequest request, SignatureParameters parameters)
    {
        if (!parameters.SignedHeaders.Contains("host") && !parameters.SignedHeaders.Contains(":authority"))
        {
            throw Invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }

        foreach (var name in request.Headers.Keys.Where(name => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)))
        {
            if (!parameters.SignedHeaders.Contains(name.ToLowerInvariant()))
            {
                throw Invalid($"'{name}' must be a 'SignedHeader' in the AWS Authorization.");
            }
        }
    }

    private static RequestRefusedException Invalid(string message) => new("InvalidSignatureException", message);

    private void VerifyScope(SignatureParameters parameters)
    {
        var problems = string.Empty;
        if (_options.Region is { } region && parameters.Scope[2] != region)
        {
            problems += $"Credential should be scoped to a valid region, not '{parameters.Scope[2]}'. ";
        }

        if (parameters.Scope[3] != Service)
        {
            problems += $"Credential should be scoped to correct service: '{Service}'. ";
        }

        if (parameters.Scope[4] != Terminator)
        {
            problems += $"Credential should be scoped with a valid terminator: '{Terminator}', not '{parameters.Scope[4]}'. ";
        }

        if (problems.Length > 0)
        {
            throw Invalid(problems);
        }
    }

    private void VerifyDate(SignatureParameters parameters)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParseExact(parameters.Date, DateFormat, CultureInfo.InvariantCulture, Utc, out var signedAt))
        {
            throw new RequestRefusedException(
                "IncompleteSignatureException",
                $"Date must be in ISO-8601 'basic format'. Got '{parameters.Date}'. See http://en.wikipedia.org/wiki/ISO_8601");
        }

        if (parameters.Scope[1] != parameters.Date[..8])
        {
            throw Invalid($"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                + $"'{parameters.Scope[1]}' != '{parameters.Date[..8]}', from '{parameters.Date}'.");
        }

        var now = _options.WallClock.GetUtcNow();
        var skew = _options.MaxClockSkew;
        var validity = parameters.ExpiresSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : skew;
        if (signedAt < now - validity)
        {
            throw Invalid(
                $"Signature expired: {parameters.Date} is now earlier than {Text(now - validity)} ({Text(now)} - {Minutes(validity)}.)");
        }

        if (signedAt > now + skew)
        {
            throw Invalid(
                $"Signature not yet current: {parameters.Date} is still later than {Text(now + skew)} ({Text(now)} + {Minutes(skew)}.)");
        }

        static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture);
        static string Minutes(TimeSpan span) => $"{span.TotalMinutes:0.##} min";
    }
}
