using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OrderingSystem.Tests.Tools;

namespace OrderingSystem.Infrastructure.Tests.Aws.SimpleNotificationService;

/// <summary>The same message, published by an official SDK and by our client, to the same server: the wire exchange is recorded and compared.</summary>
public sealed class JavaScriptSdkTests : IAsyncLifetime
{
    /// <summary>The answer of the SNS API reference, "Publish".</summary>
    private const string Published =
        """
        <PublishResponse xmlns="https://sns.amazonaws.com/doc/2010-03-31/">
          <PublishResult><MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId></PublishResult>
          <ResponseMetadata><RequestId>d74b8436-ae13-5ab4-a9ff-ce54dfea72a0</RequestId></ResponseMetadata>
        </PublishResponse>
        """;

    private const string TopicArn = "arn:aws:sns:eu-west-1:123456789012:notifications";
    private const string Message = "{\"body\":\"Dear Ada,\\n\\\"Tea\\\" & 茶 + 50% ~ (it's) *here*!\"}";

    private readonly ConcurrentQueue<Recorded> _requests = new();
    private readonly WebApplication _server;

    public JavaScriptSdkTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _requests.Enqueue(new Recorded(
                context.Request.Method,
                context.Request.Path,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                await reader.ReadToEndAsync()));
            context.Response.ContentType = "text/xml";
            context.Response.Headers["x-amzn-RequestId"] = "d74b8436-ae13-5ab4-a9ff-ce54dfea72a0"; // SNS says it there, too
            await context.Response.WriteAsync(Published);
        });
    }

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("TopicArn", TopicArn)]
    [InlineData("PhoneNumber", "+442079460201")]
    public async Task Publish_OfficialSdkAndOurs_SendTheSameForm(string kindOfTarget, string target)
    {
        var theirAnswer = await PublishWithTheirsAsync(kindOfTarget, target);
        var ourAnswer = await PublishWithOursAsync(kindOfTarget, target);

        _requests.Should().HaveCount(2);
        var (theirs, ours) = (_requests.First(), _requests.Last());
        Fields(ours).Should().BeEquivalentTo(Fields(theirs));
        (ours.Method, ours.Path).Should().Be((theirs.Method, theirs.Path));
        ours.Headers["Content-Type"].Should().StartWith(theirs.Headers["Content-Type"]);
        foreach (var header in new[] { "Authorization", "X-Amz-Date" })
        {
            theirs.Headers.Should().ContainKey(header);
            ours.Headers.Should().ContainKey(header);
        }

        Scope(ours).Should().Be(Scope(theirs));
        (ourAnswer.MessageId, ourAnswer.ResponseMetadata.RequestId).Should().Be(theirAnswer);
    }

    private static Dictionary<string, string> Fields(Recorded request) => request.Body.Split('&')
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);

    /// <summary>Who signed, for which day, region and service.</summary>
    private static string Scope(Recorded request) => request.Headers["Authorization"].Split(',')[0];

    private async Task<PublishResponse> PublishWithOursAsync(string kindOfTarget, string target)
    {
        using var client = new AmazonSimpleNotificationServiceClient(
            RecordedExchange.Credentials,
            new AmazonSimpleNotificationServiceConfig { ServiceURL = _server.Urls.Single(), AuthenticationRegion = "eu-west-1" });
        return await client.PublishAsync(new PublishRequest
        {
            TopicArn = kindOfTarget == "TopicArn" ? target : null,
            PhoneNumber = kindOfTarget == "PhoneNumber" ? target : null,
            Message = Message,
            MessageAttributes =
            {
                ["kind"] = new MessageAttributeValue { StringValue = "Shipped" },
                ["channel"] = new MessageAttributeValue { StringValue = "Email" },
            },
        });
    }

    private async Task<(string MessageId, string RequestId)> PublishWithTheirsAsync(string kindOfTarget, string target)
    {
        var whyNot = await NpmFolder.InstallAsync("sns-client");
        if (whyNot is not null)
        {
            Environment.GetEnvironmentVariable("CI").Should().NotBe("true", whyNot);
            Assert.Skip(whyNot);
        }

        using var node = Process.Start(new ProcessStartInfo("node", ["publish.mjs", _server.Urls.Single()])
        {
            WorkingDirectory = NpmFolder.PathOf("sns-client"),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            [kindOfTarget] = target,
            ["Message"] = Message,
            ["MessageAttributes"] = new Dictionary<string, object> // by name, as ours writes them
            {
                ["channel"] = new { DataType = "String", StringValue = "Email" },
                ["kind"] = new { DataType = "String", StringValue = "Shipped" },
            },
        }));
        node.StandardInput.Close();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        node.ExitCode.Should().Be(0);
        using var answer = JsonDocument.Parse(output);
        return (answer.RootElement.GetProperty("messageId").GetString()!, answer.RootElement.GetProperty("requestId").GetString()!);
    }

    private sealed record Recorded(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
}
