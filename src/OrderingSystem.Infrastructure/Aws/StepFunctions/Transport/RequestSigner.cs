using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;

namespace Amazon.StepFunctions.Transport;

/// <summary>Signs one HTTP request with the SDK's Signature Version 4 signer.</summary>
internal static class RequestSigner
{
    public static HttpRequestMessage Sign(
        AmazonWebServiceRequest request,
        string operation,
        byte[] body,
        Uri endpoint,
        AmazonStepFunctionsConfig config,
        ImmutableCredentials credentials,
        DateTimeOffset signedAt)
    {
        using var unsigned = new DefaultRequest(request, "AmazonStepFunctions")
        {
            HttpMethod = "POST",
            Endpoint = endpoint,
            ResourcePath = "/",
            Content = body,
            AuthenticationRegion = config.SigningRegion,
        };
        unsigned.Headers["Content-Type"] = "application/x-amz-json-1.0";
        unsigned.Headers["X-Amz-Target"] = "AWSStepFunctions." + operation;
        if (credentials.UseToken)
        {
            unsigned.Headers["X-Amz-Security-Token"] = credentials.Token;
        }

        var signature = new AWS4Signer().SignRequest(
            unsigned, config, new RequestMetrics(), credentials.AccessKey, credentials.SecretKey, signedAt.UtcDateTime);

        var message = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in unsigned.Headers)
        {
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                _ = message.Content.Headers.TryAddWithoutValidation(name, value);
            }
            else
            {
                _ = message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        _ = message.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
        _ = message.Headers.TryAddWithoutValidation("User-Agent", config.UserAgent);
        return message;
    }
}
