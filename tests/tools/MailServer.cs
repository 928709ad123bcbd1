using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace OrderingSystem.Tests.Tools;

/// <summary>npm's <c>smtp-server</c> in a process of its own; <c>tests/tools/smtp-server/serve.js</c> says how it can be made to behave.</summary>
public sealed class MailServer : IAsyncLifetime
{
    private const string Tool = "smtp-server";

    private Process? _process;
    private string? _whyNot;
    private int _port;

    /// <summary>Skips the test where there is no server; in CI there has to be one.</summary>
    public int Port
    {
        get
        {
            if (_whyNot is not null)
            {
                Environment.GetEnvironmentVariable("CI").Should().NotBe("true", _whyNot);
                Assert.Skip(_whyNot);
            }

            return _port;
        }
    }

    /// <param name="port">0: a free one.</param>
    public static async Task<MailServer> StartAsync(int port = 0)
    {
        var server = new MailServer();
        await server.InitializeAsync(port);
        _ = server.Port;
        return server;
    }

    public ValueTask InitializeAsync() => InitializeAsync(0);

    /// <param name="json">For example <c>{"rcpt": 550}</c>; <c>{}</c> takes what comes.</param>
    /// <returns>The messages that were taken since the last call.</returns>
    public async Task<IReadOnlyList<TakenMessage>> BehaveAsync(string json)
    {
        _ = Port;
        await _process!.StandardInput.WriteLineAsync(json);
        await _process.StandardInput.FlushAsync();
        var messages = new List<TakenMessage>();
        while (await ReadAsync() is { } message)
        {
            messages.Add(message);
        }

        return messages;
    }

    public Task<IReadOnlyList<TakenMessage>> TakenAsync() => BehaveAsync("{}");

    /// <summary>Waits for a message and leaves the server as it behaves.</summary>
    public async Task<TakenMessage> NextAsync() => await ReadAsync() ?? throw new InvalidOperationException("Nobody asked the mail server for anything.");

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.StandardInput.Close(); // ends it
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private async ValueTask InitializeAsync(int port)
    {
        _whyNot = await NpmFolder.InstallAsync(Tool);
        if (_whyNot is not null)
        {
            return;
        }

        _process = Process.Start(new ProcessStartInfo("node", ["serve.js", port.ToString(CultureInfo.InvariantCulture)])
        {
            WorkingDirectory = NpmFolder.PathOf(Tool),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        _port = int.Parse((await _process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    /// <returns>Null for the answer to a behaviour.</returns>
    private async Task<TakenMessage?> ReadAsync()
    {
        var line = await _process!.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The mail server has ended.");
        return line == "ok" ? null : JsonSerializer.Deserialize<TakenMessage>(line, JsonSerializerOptions.Web);
    }
}

/// <param name="To">As the conversation named them, not the message's headers.</param>
/// <param name="Text">The message as it came: headers and body.</param>
public sealed record TakenMessage(IReadOnlyList<string> To, string Text);
