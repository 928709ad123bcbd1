namespace OrderingSystem.EndToEnd.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The host as it was built with these tests, in its own output folder.</summary>
    public static string HostAssembly { get; } = Path.Combine(Root, "src", "OrderingSystem.Host", OutputBelowProject(), "OrderingSystem.Host.dll");

    private static string OutputBelowProject() => Path.GetRelativePath(Path.Combine(Root, "tests", "OrderingSystem.EndToEnd.Tests"), AppContext.BaseDirectory);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrderingSystem.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run from within the checkout.");
    }
}
