using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace OrderingSystem.AdminApi.Lambda.Tests.Aws;

/// <summary>
/// The topic and the queue behind it, on an SNS- and SQS-compatible server, with raw delivery; and the event source that brings the queue's messages to
/// the e-mail sender: it deletes those that the batch response does not name.
/// </summary>
internal sealed class NotificationQueue : IAsyncDisposable
{
    private static int _number;

    private readonly AmazonSQSClient _sqs;
    private readonly string _queueUrl;
    private readonly CancellationTokenSource _stopping = new();
    private Task _polling = Task.CompletedTask;

    private NotificationQueue(AmazonSQSClient sqs, string queueUrl, string topicArn) => (_sqs, _queueUrl, TopicArn) = (sqs, queueUrl, topicArn);

    public string TopicArn { get; }

    /// <summary>Deliveries of messages, those that came again included.</summary>
    public int Received { get; private set; }

    public static async Task<NotificationQueue> CreateAsync(string serverUrl)
    {
        var name = Deployment.NameOf($"notifications-{Environment.ProcessId}-{Interlocked.Increment(ref _number)}");
        var sqs = new AmazonSQSClient(
            new BasicAWSCredentials(Deployment.Secret, Deployment.Secret), new AmazonSQSConfig { ServiceURL = serverUrl, AuthenticationRegion = "us-east-1" });
        var queue = await sqs.CreateQueueAsync(new CreateQueueRequest
        {
            QueueName = name,
            Attributes = new Dictionary<string, string> { ["VisibilityTimeout"] = "1" }, // what fails comes again soon
        });
        var attributes = await sqs.GetQueueAttributesAsync(queue.QueueUrl, ["QueueArn"]);
        var topicArn = await AskSnsAsync(serverUrl, $"Action=CreateTopic&Version=2010-03-31&Name={name}", "TopicArn");
        await AskSnsAsync(
            serverUrl,
            $"Action=Subscribe&Version=2010-03-31&TopicArn={Uri.EscapeDataString(topicArn)}&Protocol=sqs&Endpoint={Uri.EscapeDataString(attributes.QueueARN)}"
            + "&Attributes.entry.1.key=RawMessageDelivery&Attributes.entry.1.value=true",
            "SubscriptionArn");
        return new NotificationQueue(sqs, queue.QueueUrl, topicArn);
    }

    public void DeliverTo(LambdaService functions, string handler) => _polling = PollAsync(functions, handler);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _polling;
        _sqs.Dispose();
        _stopping.Dispose();
    }

    private async Task PollAsync(LambdaService functions, string handler)
    {
        try
        {
            while (true)
            {
                var batch = await _sqs.ReceiveMessageAsync(
                    new ReceiveMessageRequest { QueueUrl = _queueUrl, MaxNumberOfMessages = 10, WaitTimeSeconds = 1 }, _stopping.Token);
                if (batch.Messages is not { Count: > 0 } messages)
                {
                    continue;
                }

                Received += messages.Count;
                var payload = JsonSerializer.Serialize(new { Records = messages.Select(message => new { messageId = message.MessageId, body = message.Body }) });
                var answer = await functions.InvokeAsync(handler, payload);
                answer.Kind.Should().Be("response", "{0} answered {1}", handler, answer.Json);
                var again = JsonNode.Parse(answer.Json)!["batchItemFailures"]!.AsArray().Select(failure => failure!["itemIdentifier"]!.GetValue<string>()).ToHashSet();
                foreach (var message in messages.Where(message => !again.Contains(message.MessageId)))
                {
                    await _sqs.DeleteMessageAsync(_queueUrl, message.ReceiptHandle, _stopping.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // the test is over
        }
    }

    private static async Task<string> AskSnsAsync(string serverUrl, string form, string element)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, serverUrl)
        {
            Content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        _ = request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={Deployment.Secret}/20260101/us-east-1/sns/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await client.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.Should().BeTrue(answer);
        return XDocument.Parse(answer).Descendants().First(node => node.Name.LocalName == element).Value;
    }
}
