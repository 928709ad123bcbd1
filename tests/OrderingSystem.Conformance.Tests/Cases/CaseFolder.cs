namespace OrderingSystem.Conformance.Tests.Cases;

/// <summary>Where the recordings stand: <c>CONFORMANCE_CASES</c>, else <c>shared/conformance</c> beside the repository.</summary>
internal static class CaseFolder
{
    private const string Absent = "The recordings are not here: set CONFORMANCE_CASES to their folder.";

    /// <summary>The folder of the solution file; null where the tests run away from it.</summary>
    public static string? RepositoryRoot { get; } = Above(AppContext.BaseDirectory).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "OrderingSystem.sln")));

    /// <summary>Null where the recordings are absent.</summary>
    public static string? Cases { get; } = Candidates().FirstOrDefault(Directory.Exists);

    /// <summary>Skips the running test where the recordings are absent; with <c>CI=true</c> their absence fails it.</summary>
    public static void SkipWhereAbsent()
    {
        if (Cases is null && IsRequired)
        {
            Assert.Fail(Absent);
        }

        Assert.SkipWhen(Cases is null, Absent);
    }

    private static bool IsRequired => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("CONFORMANCE_CASES") is { Length: > 0 } named)
        {
            yield return named;
            yield return Path.Combine(named, "cases");
            yield break;
        }

        foreach (var beside in RepositoryRoot is null ? [] : Above(RepositoryRoot).Skip(1).Take(2))
        {
            yield return Path.Combine(beside, "shared", "conformance", "cases");
        }
    }

    private static IEnumerable<string> Above(string folder)
    {
        for (var here = new DirectoryInfo(folder); here is not null; here = here.Parent)
        {
            yield return here.FullName;
        }
    }
}
