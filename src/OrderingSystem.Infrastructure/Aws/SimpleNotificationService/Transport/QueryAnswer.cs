using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService.Transport;

/// <summary>Reads what SNS answers: XML of one namespace, whose element names are enough.</summary>
internal static class QueryAnswer
{
    public static PublishResponse Read(HttpStatusCode status, byte[] content)
    {
        var document = Parse(content);
        var messageId = Text(document, "MessageId");
        return messageId is null
            ? throw new AmazonSimpleNotificationServiceException("Publish: the answer is not what SNS answers.", ErrorType.Unknown, null, null, status)
            : new PublishResponse
            {
                MessageId = messageId,
                HttpStatusCode = status,
                ContentLength = content.Length,
                ResponseMetadata = new ResponseMetadata { RequestId = Text(document, "RequestId") },
            };
    }

    public static AmazonSimpleNotificationServiceException ReadError(HttpResponseMessage response, byte[] content)
    {
        var document = Parse(content);
        return new AmazonSimpleNotificationServiceException(
            Text(document, "Message") ?? $"SNS answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd(),
            (int)response.StatusCode < 500 ? ErrorType.Sender : ErrorType.Receiver,
            Text(document, "Code"),
            Text(document, "RequestId"),
            response.StatusCode);
    }

    private static string? Text(XDocument? document, string name) =>
        document?.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    private static XDocument? Parse(byte[] content)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader);
        }
        catch (XmlException)
        {
            return null; // an error page of something in between; the status says what can be said
        }
    }
}
