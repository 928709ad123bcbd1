using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrderingSystem.Infrastructure.Tests.Carriers.Keys;

/// <summary>Listens on loopback in the place of Secrets Manager, with one secret.</summary>
internal sealed class SecretServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SecretServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public string Secret { get; set; } = string.Empty;

    /// <summary>Refuses everybody, as where the role lacks the right.</summary>
    public bool Refuses { get; set; }

    /// <summary>What was asked: the target, the signature and the body.</summary>
    public ConcurrentQueue<(string Target, string Authorization, string Body)> Requests { get; } = new();

    public static async Task<SecretServer> StartAsync(string secret)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new SecretServer(app) { Secret = secret };
        app.MapPost("/", server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        Requests.Enqueue(($"{request.Headers["X-Amz-Target"]}", $"{request.Headers.Authorization}", await reader.ReadToEndAsync()));
        return Refuses
            ? Results.Json(new { __type = "AccessDeniedException", Message = "not authorized" }, statusCode: 400)
            : Results.Json(new { SecretString = Secret }, new System.Text.Json.JsonSerializerOptions());
    }
}
