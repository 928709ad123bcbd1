namespace OrderingSystem.EndToEnd.Tests;

/// <summary>What a test needs from outside the repository: absent, it is skipped on a laptop, and fails in CI.</summary>
internal static class Required
{
    /// <param name="whyNot">Null where it is there.</param>
    public static void OrSkip(string? whyNot)
    {
        if (whyNot is not null)
        {
            Environment.GetEnvironmentVariable("CI").Should().NotBe("true", whyNot);
            Assert.Skip(whyNot);
        }
    }

    public static void OnPathOrSkip(string program, string purpose) => OrSkip(
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)))
            ? null
            : $"{program} is not installed: {purpose}.");
}
