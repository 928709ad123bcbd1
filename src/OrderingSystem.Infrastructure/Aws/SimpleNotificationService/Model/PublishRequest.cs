using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

public sealed class PublishRequest : AmazonWebServiceRequest
{
    /// <summary>Null where the message is for a phone.</summary>
    public string? TopicArn { get; set; }

    /// <summary>For a text message: as in E.164. Null where the message is for a topic.</summary>
    public string? PhoneNumber { get; set; }

    /// <summary>Up to 262,144 bytes of UTF-8, attributes included.</summary>
    public string? Message { get; set; }

    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; } = [];
}
