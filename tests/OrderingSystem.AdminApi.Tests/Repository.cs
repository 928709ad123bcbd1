namespace OrderingSystem.AdminApi.Tests;

internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Compares a file of the repository with what it has to be, or writes it, where <paramref name="variable"/> is 1 in the environment.</summary>
    public static async Task CompareAsync(string path, string made, string variable)
    {
        var file = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable(variable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, made);
        }

        var kept = File.Exists(file) ? await File.ReadAllTextAsync(file) : string.Empty;
        kept.Should().Be(made, "{0} is made from the routes; run these tests again with {1}=1 and commit what changes", path, variable);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OrderingSystem.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"'{AppContext.BaseDirectory}' is not in the repository.");
        }

        return folder.FullName;
    }
}
