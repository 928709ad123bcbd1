using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>The web app by its own tools: lint, types, unit tests, and its journeys in a real Chromium against the real host.</summary>
/// <remarks>Left out with a reason where Node, the app's packages or Chromium are missing; required in CI.</remarks>
public sealed class WebAppTests(ITestOutputHelper output)
{
    private const string Chromium = "/usr/bin/chromium";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(25);

    private static bool InCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    private static string Folder => Path.Combine(Repository.Root, "src", "admin-web");

    [Theory]
    [InlineData("lint")]
    [InlineData("typecheck")]
    [InlineData("test")]
    public async Task WebApp_ItsOwnTools_FindNothing(string script)
    {
        SkipWithoutPackages();

        var exitCode = await RunAsync("run", "--silent", script);

        exitCode.Should().Be(0, "npm run {0} in src/admin-web must pass; its words are in this test's output", script);
    }

    [Fact]
    public async Task WebApp_InChromiumAgainstTheHost_DoesWhatItPromises()
    {
        SkipWithoutPackages();
        Assert.SkipUnless(InCi || File.Exists(Chromium), $"{Chromium} is not installed.");

        var exitCode = await RunAsync("run", "--silent", "e2e");

        exitCode.Should().Be(0, "the journeys of src/admin-web/e2e must pass; their words are in this test's output");
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("true", 1)] // in CI the app is no extra
    public async Task Build_WithoutNode_SaysWhatToDoAndGoesOnButInCi(string ci, int exitCode)
    {
        var nowhere = Directory.CreateTempSubdirectory("ordering-no-node-");
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.CreateSymbolicLink(Path.Combine(nowhere.FullName, "sh"), "/bin/sh"); // runs the build's commands
            }

            var start = new ProcessStartInfo(DotnetHost, ["msbuild", Path.Combine(Repository.Root, "src", "OrderingSystem.Host", "OrderingSystem.Host.csproj"), "-target:FindNode", "-nologo", "-verbosity:minimal"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            };
            start.Environment["PATH"] = nowhere.FullName;
            start.Environment["CI"] = ci;
            using var process = Process.Start(start)!;

            var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

            said.Should().Contain("The web app is not built; the API works without it. Install Node 20.19 or later with npm, then build again.");
            process.ExitCode.Should().Be(exitCode);
        }
        finally
        {
            nowhere.Delete(recursive: true);
        }
    }

    /// <summary>The command by its path, for the search path is taken away: it lies three folders above the runtime.</summary>
    private static string DotnetHost =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private static void SkipWithoutPackages() =>
        Assert.SkipUnless(InCi || Directory.Exists(Path.Combine(Folder, "node_modules")), "The web app's packages are not installed: build the host where Node.js 20.19 or later is.");

    private async Task<int> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("npm") { UseShellExecute = false, WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ORDERING_HOST"] = Repository.HostAssembly;
        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(Limit, TimeProvider.System);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(late.Token, TestContext.Current.CancellationToken);
        var standardOutput = process.StandardOutput.ReadToEndAsync(ending.Token);
        var standardError = process.StandardError.ReadToEndAsync(ending.Token);
        try
        {
            await process.WaitForExitAsync(ending.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        output.WriteLine(await standardOutput);
        output.WriteLine(await standardError);
        return process.ExitCode;
    }
}
