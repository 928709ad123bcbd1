using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;

namespace OrderingSystem.Infrastructure.Aws.Shared;

/// <summary>Signs HTTP requests with the SDK's Signature Version 4 signer.</summary>
internal static class RequestSigner
{
    /// <param name="call">What is sent, always by POST.</param>
    /// <param name="endpoint">As <see cref="ServiceConfig.ResolveEndpoint"/> gives it.</param>
    public static HttpRequestMessage Sign(UnsignedCall call, Uri endpoint, ServiceConfig config, ImmutableCredentials credentials, DateTimeOffset signedAt)
    {
        using var unsigned = new DefaultRequest(call.Request, call.ServiceName)
        {
            HttpMethod = "POST",
            Endpoint = endpoint,
            ResourcePath = call.Path,
            Content = call.Body,
            AuthenticationRegion = config.SigningRegion,
        };
        foreach (var (name, value) in call.Headers)
        {
            unsigned.Headers[name] = value;
        }

        if (credentials.UseToken)
        {
            unsigned.Headers["X-Amz-Security-Token"] = credentials.Token;
        }

        var signature = new AWS4Signer().SignRequest(unsigned, config, new RequestMetrics(), credentials.AccessKey, credentials.SecretKey, signedAt.UtcDateTime);
        var address = call.Path == "/" ? endpoint : new Uri(endpoint, call.Path); // an endpoint may have a path of its own
        var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(call.Body) };
        foreach (var (name, value) in unsigned.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                _ = message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        _ = message.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
        _ = message.Headers.TryAddWithoutValidation("User-Agent", config.UserAgent);
        return message;
    }
}

/// <summary>One call of a service, before it is signed.</summary>
/// <param name="ServiceName">As the SDK's own client calls itself.</param>
/// <param name="Headers">The content type, and whatever else is to be under the signature.</param>
internal sealed record UnsignedCall(AmazonWebServiceRequest Request, string ServiceName, string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers);
