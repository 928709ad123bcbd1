using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Integrations.Aws;

/// <summary>SNS's Publish, in AWS's query protocol: a form goes out, XML comes back.</summary>
internal static class SnsPublish
{
    private static readonly string[] Members = ["TopicArn", "TargetArn", "PhoneNumber", "Message", "Subject", "MessageStructure", "MessageGroupId", "MessageDeduplicationId"];
    private static readonly string[] AttributeMembers = ["DataType", "StringValue", "BinaryValue"];
    private static readonly Dictionary<string, string> NoQuery = [];
    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal) { ["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8" };

    public static async Task<ServiceResult> RunAsync(AwsHttp http, bool isSdk, JsonObject parameters, CancellationToken cancellationToken)
    {
        var errors = new AwsErrors(AwsService.Sns, isSdk);
        try
        {
            var answer = await http.PostAsync(AwsService.Sns, "/", NoQuery, Headers, Encoding.UTF8.GetBytes(Form(parameters)), cancellationToken);
            if (Parse(answer.Body) is not { } document)
            {
                return errors.Unreadable(answer);
            }

            var requestId = Text(document, "RequestId");
            if (!answer.IsSuccess)
            {
                return errors.Refused(Text(document, "Code"), Text(document, "Message") ?? "null", answer, requestId: requestId);
            }

            var content = JsonObject.Of(("MessageId", Value(document, "MessageId")), ("SequenceNumber", Value(document, "SequenceNumber")));
            return ServiceResult.Success(isSdk ? Payload.FromValue(content) : answer.Show(content, requestId));
        }
        catch (EndpointException missing)
        {
            return errors.Unreachable(missing.Message);
        }
        catch (HttpRequestException failure)
        {
            return errors.Unreachable($"Unable to execute HTTP request: {failure.Message}");
        }
    }

    private static string Form(JsonObject parameters)
    {
        var form = new StringBuilder("Action=Publish&Version=2010-03-31");
        foreach (var member in Members)
        {
            Append(form, member, parameters[member]);
        }

        var number = 0;
        foreach (var (name, value) in parameters["MessageAttributes"] as JsonObject ?? JsonObject.Empty)
        {
            var entry = string.Create(CultureInfo.InvariantCulture, $"MessageAttributes.entry.{++number}.");
            Append(form, entry + "Name", JsonValue.Of(name));
            foreach (var member in AttributeMembers)
            {
                Append(form, $"{entry}Value.{member}", (value as JsonObject)?[member]);
            }
        }

        return form.ToString();
    }

    private static void Append(StringBuilder form, string name, JsonValue? value)
    {
        if (value is not null)
        {
            _ = form.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value is JsonString { Value: var text } ? text : value.ToString()));
        }
    }

    private static JsonString? Value(XDocument document, string name) => Text(document, name) is { } text ? JsonValue.Of(text) : null;

    private static string? Text(XDocument document, string name) => document.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    private static XDocument? Parse(byte[] content)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader);
        }
        catch (XmlException)
        {
            return null; // an error page of something in between
        }
    }
}
