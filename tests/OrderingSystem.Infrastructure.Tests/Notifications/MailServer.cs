using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OrderingSystem.Infrastructure.Tests.Tools;

namespace OrderingSystem.Infrastructure.Tests.Notifications;

/// <summary>npm's <c>smtp-server</c> in a process of its own; <c>tests/tools/smtp-server/serve.js</c> says how it can be made to behave.</summary>
public sealed class MailServer : IAsyncLifetime
{
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

    public async ValueTask InitializeAsync()
    {
        _whyNot = await NpmTool.InstallAsync("smtp-server", "e-mails are sent to npm's smtp-server");
        if (_whyNot is not null)
        {
            return;
        }

        _process = Process.Start(new ProcessStartInfo("node", ["serve.js"])
        {
            WorkingDirectory = NpmTool.FolderOf("smtp-server"),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        _port = int.Parse((await _process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    /// <param name="json">For example <c>{"rcpt": 550}</c>; <c>{}</c> takes what comes.</param>
    /// <returns>The messages that were taken since the last call.</returns>
    public async Task<IReadOnlyList<TakenMessage>> BehaveAsync(string json)
    {
        _ = Port;
        await _process!.StandardInput.WriteLineAsync(json);
        await _process.StandardInput.FlushAsync();
        var messages = new List<TakenMessage>();
        while ((await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The mail server has ended.")) is var line && line != "ok")
        {
            messages.Add(JsonSerializer.Deserialize<TakenMessage>(line, JsonSerializerOptions.Web)!);
        }

        return messages;
    }

    public Task<IReadOnlyList<TakenMessage>> TakenAsync() => BehaveAsync("{}");

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.StandardInput.Close(); // ends it
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}

/// <param name="To">As the conversation named them, not the message's headers.</param>
/// <param name="Text">The message as it came: headers and body.</param>
public sealed record TakenMessage(IReadOnlyList<string> To, string Text);
