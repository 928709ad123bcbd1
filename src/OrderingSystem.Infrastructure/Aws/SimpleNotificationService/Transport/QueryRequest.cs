using System.Globalization;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;
using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService.Transport;

/// <summary>Writes an operation in the AWS query protocol (a form) and signs it with the SDK's Signature Version 4 signer.</summary>
internal static class QueryRequest
{
    public static byte[] BodyOf(PublishRequest request)
    {
        var form = new StringBuilder("Action=Publish&Version=2010-03-31");
        Append(form, "TopicArn", request.TopicArn);
        Append(form, "Message", request.Message);
        var number = 0;
        foreach (var (name, value) in request.MessageAttributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
        {
            number++;
            var entry = string.Create(CultureInfo.InvariantCulture, $"MessageAttributes.entry.{number}.");
            Append(form, entry + "Name", name);
            Append(form, entry + "Value.DataType", value.DataType);
            Append(form, entry + "Value.StringValue", value.StringValue);
        }

        return Encoding.UTF8.GetBytes(form.ToString());
    }

    public static HttpRequestMessage Sign(
        PublishRequest request,
        byte[] body,
        Uri endpoint,
        AmazonSimpleNotificationServiceConfig config,
        ImmutableCredentials credentials,
        DateTimeOffset signedAt)
    {
        using var unsigned = new DefaultRequest(request, "AmazonSimpleNotificationService")
        {
            HttpMethod = "POST",
            Endpoint = endpoint,
            ResourcePath = "/",
            Content = body,
            AuthenticationRegion = config.SigningRegion,
        };
        unsigned.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
        if (credentials.UseToken)
        {
            unsigned.Headers["X-Amz-Security-Token"] = credentials.Token;
        }

        var signature = new AWS4Signer().SignRequest(
            unsigned, config, new RequestMetrics(), credentials.AccessKey, credentials.SecretKey, signedAt.UtcDateTime);

        var message = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
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

    private static void Append(StringBuilder form, string name, string? value)
    {
        if (value is not null)
        {
            form.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }
}
