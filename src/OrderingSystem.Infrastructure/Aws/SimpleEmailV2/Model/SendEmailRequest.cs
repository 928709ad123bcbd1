using Amazon.Runtime;

namespace Amazon.SimpleEmailV2.Model;

public sealed class SendEmailRequest : AmazonWebServiceRequest
{
    /// <summary>An address of a verified identity.</summary>
    public string? FromEmailAddress { get; set; }

    public Destination? Destination { get; set; }

    public EmailContent? Content { get; set; }

    public List<MessageTag>? EmailTags { get; set; }
}

public sealed class Destination
{
    public List<string> ToAddresses { get; set; } = [];
}

public sealed class EmailContent
{
    public Message? Simple { get; set; }
}

public sealed class Message
{
    public Content? Subject { get; set; }

    public Body? Body { get; set; }
}

public sealed class Body
{
    public Content? Text { get; set; }

    public Content? Html { get; set; }
}

public sealed class Content
{
    public string? Charset { get; set; }

    public string? Data { get; set; }
}

/// <summary>Comes back in SES's events; letters, digits, dashes and underscores.</summary>
public sealed class MessageTag
{
    public string? Name { get; set; }

    public string? Value { get; set; }
}
