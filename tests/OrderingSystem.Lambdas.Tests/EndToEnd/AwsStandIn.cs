using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrderingSystem.Lambdas.Tests.EndToEnd;

/// <summary>SNS and SES on loopback, as far as the functions call them; keeps what was published and sent.</summary>
internal sealed class AwsStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AwsStandIn(WebApplication app) => _app = app;

    public string Url { get; private set; } = string.Empty;

    /// <summary>Messages published to the topic.</summary>
    public ConcurrentQueue<string> Published { get; } = new();

    /// <summary>Bodies of <c>SendEmail</c>.</summary>
    public ConcurrentQueue<string> Emails { get; } = new();

    public static async Task<AwsStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var standIn = new AwsStandIn(app);
        app.MapPost("/", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            standIn.Published.Enqueue(form["Message"].ToString());
            return Results.Text(
                """<PublishResponse xmlns="https://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>""",
                "text/xml");
        });
        app.MapPost("/v2/email/outbound-emails", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            standIn.Emails.Enqueue(await reader.ReadToEndAsync());
            return Results.Text("""{"MessageId":"e-1"}""", "application/json");
        });
        await app.StartAsync();
        standIn.Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return standIn;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
