using System.Diagnostics;
using System.Globalization;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>A real file system of a given size, in memory, that can be filled, grown and made read-only. Mounting needs the superuser.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly DirectoryInfo _point;

    private SmallDisk(DirectoryInfo point) => _point = point;

    public string Path => _point.FullName;

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Skips the test where nothing can be mounted, but not in CI.</summary>
    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var point = Directory.CreateTempSubdirectory("ordering-disk-");
        var (exitCode, error) = OperatingSystem.IsLinux()
            ? await RunAsync("mount", "-t", "tmpfs", "-o", Size(megabytes), "tmpfs", point.FullName)
            : (-1, "only Linux has tmpfs");
        if (exitCode != 0)
        {
            point.Delete();
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") != "true", $"A small disk cannot be mounted: {error}");
            Assert.Fail($"A small disk cannot be mounted: {error}");
        }

        return new SmallDisk(point);
    }

    /// <summary>Leaves about so many bytes free, or fewer where somebody else writes at the same time.</summary>
    public async Task FillAsync(int leave)
    {
        var block = new byte[65_536];
        await using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        while (new DriveInfo(Path).AvailableFreeSpace > leave + block.Length)
        {
            await file.WriteAsync(block);
        }
    }

    /// <summary>Somebody frees space.</summary>
    public void Empty() => File.Delete(Ballast);

    public Task MakeReadOnlyAsync() => RemountAsync("ro");

    public async ValueTask DisposeAsync()
    {
        _ = await RunAsync("umount", "-l", Path);
        _point.Delete();
    }

    private async Task RemountAsync(string option)
    {
        var (exitCode, error) = await RunAsync("mount", "-o", "remount," + option, Path);
        exitCode.Should().Be(0, error);
    }

    private static string Size(int megabytes) => string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m");

    private static async Task<(int ExitCode, string Error)> RunAsync(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            var error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, await error);
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            return (-1, absent.Message);
        }
    }
}
