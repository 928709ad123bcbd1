using System.Globalization;
using System.Text;
using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService.Transport;

/// <summary>Writes an operation in the AWS query protocol: a form.</summary>
internal static class QueryRequest
{
    public static byte[] BodyOf(PublishRequest request)
    {
        var form = new StringBuilder("Action=Publish&Version=2010-03-31");
        Append(form, "TopicArn", request.TopicArn);
        Append(form, "PhoneNumber", request.PhoneNumber);
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

    private static void Append(StringBuilder form, string name, string? value)
    {
        if (value is not null)
        {
            form.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }
}
