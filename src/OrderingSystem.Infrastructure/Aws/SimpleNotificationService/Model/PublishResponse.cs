using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

public sealed class PublishResponse : AmazonWebServiceResponse
{
    public string MessageId { get; set; } = string.Empty;
}
