using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrderingSystem.AdminApi.Lambda.Tests.Aws;

/// <summary>SES on loopback, as far as the e-mail sender calls it; keeps what was sent.</summary>
internal sealed class EmailService : IAsyncDisposable
{
    private readonly WebApplication _server;
    private int _refusals;

    private EmailService(WebApplication server) => _server = server;

    public string Url => _server.Urls.Single();

    /// <summary>Bodies of <c>SendEmail</c>.</summary>
    public ConcurrentQueue<JsonNode> Sent { get; } = new();

    public static async Task<EmailService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var service = new EmailService(server);
        server.MapPost("/v2/email/outbound-emails", async (HttpRequest request) =>
        {
            if (Interlocked.Decrement(ref service._refusals) >= 0)
            {
                return Results.Json(new { message = "Maximum sending rate exceeded." }, statusCode: StatusCodes.Status429TooManyRequests);
            }

            service.Sent.Enqueue((await JsonNode.ParseAsync(request.Body))!);
            return Results.Text("""{"MessageId":"e-1"}""", "application/json");
        });
        await server.StartAsync();
        return service;
    }

    /// <summary>Refuses the next calls, as SES does that has enough for this second.</summary>
    public void Refuse(int calls) => Volatile.Write(ref _refusals, calls);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
