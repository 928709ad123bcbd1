using System.Xml.Linq;

namespace OrderingSystem.Architecture.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static DirectoryInfo Root { get; } = Find();

    /// <summary>Project names under <c>src</c> and the projects each refers to.</summary>
    public static IReadOnlyDictionary<string, string[]> SourceProjects() => Root.EnumerateDirectories("src").Single()
        .EnumerateFiles("*.csproj", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file.Name), References, StringComparer.Ordinal);

    private static string[] References(FileInfo project) =>
    [
        .. XDocument.Load(project.FullName).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))),
    ];

    private static DirectoryInfo Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrderingSystem.sln")))
        {
            folder = folder.Parent;
        }

        return folder ?? throw new InvalidOperationException("The tests do not run from within the checkout.");
    }
}
