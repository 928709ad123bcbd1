using System.Diagnostics;
using System.Globalization;

namespace OrderingSystem.Tests.Tools;

/// <summary>A server from npm in a process of its own: its script prints the port that it listens on, and ends when its standard input does.</summary>
public abstract class NodeServer(string folder, string script) : IAsyncLifetime
{
    private Process? _process;
    private string? _whyNot;
    private string _url = string.Empty;

    /// <summary>Skips the test where there is no server; in CI there has to be one.</summary>
    public string Url
    {
        get
        {
            if (_whyNot is not null)
            {
                Environment.GetEnvironmentVariable("CI").Should().NotBe("true", _whyNot);
                Assert.Skip(_whyNot);
            }

            return _url;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _whyNot = await NpmFolder.InstallAsync(folder);
        if (_whyNot is not null)
        {
            return;
        }

        _process = Process.Start(new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = NpmFolder.PathOf(folder),
            RedirectStandardInput = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var port = int.Parse((await _process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        _url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.StandardInput.Close(); // ends it
            await process.WaitForExitAsync();
            process.Dispose();
        }

        GC.SuppressFinalize(this);
    }
}
