namespace Amazon.SimpleNotificationService.Model;

/// <summary>An attribute that subscriptions can filter by.</summary>
public sealed class MessageAttributeValue
{
    /// <summary><c>String</c>, <c>String.Array</c> or <c>Number</c>.</summary>
    public string DataType { get; set; } = "String";

    public string? StringValue { get; set; }
}
