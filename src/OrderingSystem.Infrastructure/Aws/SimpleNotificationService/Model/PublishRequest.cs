using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

public sealed class PublishRequest : AmazonWebServiceRequest
{
    public string? TopicArn { get; set; }

    /// <summary>Up to 262,144 bytes of UTF-8, attributes included.</summary>
    public string? Message { get; set; }

    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; } = [];
}
