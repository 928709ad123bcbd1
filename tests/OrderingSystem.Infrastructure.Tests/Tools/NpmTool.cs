using System.Diagnostics;

namespace OrderingSystem.Infrastructure.Tests.Tools;

/// <summary>A server from npm that tests talk to, installed on its first use from the lock file in <c>tests/tools/{name}</c>.</summary>
internal static class NpmTool
{
    public static string FolderOf(string name) => Path.Combine(RepositoryRoot(), "tests", "tools", name);

    /// <param name="purpose">What it is for, as the end of a sentence.</param>
    /// <returns>Null once it is installed; else why not.</returns>
    public static async Task<string?> InstallAsync(string name, string purpose)
    {
        if (!IsOnPath("node") || !IsOnPath("npm"))
        {
            return $"Node.js with npm is not installed: {purpose}.";
        }

        // Test projects run side by side, and npm empties the folder before it fills it.
        var folder = FolderOf(name);
        await using var turn = await TakeTurnAsync(Path.Combine(Path.GetTempPath(), $"ordering-{name}-install.lock"));
        if (File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
        {
            return null;
        }

        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = await npm.StandardError.ReadToEndAsync();
        _ = await output;
        await npm.WaitForExitAsync();
        return npm.ExitCode == 0 ? null : $"npm ci could not install {name}: {errors}";
    }

    private static async Task<FileStream> TakeTurnAsync(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            }
        }
    }

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".cmd")));

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OrderingSystem.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("OrderingSystem.sln is above no folder of the test.");
        }

        return folder;
    }
}
