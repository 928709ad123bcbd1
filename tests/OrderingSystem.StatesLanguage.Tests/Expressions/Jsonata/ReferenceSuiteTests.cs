using System.Text.Json;

namespace OrderingSystem.StatesLanguage.Tests.Expressions.Jsonata;

public sealed class ReferenceSuiteTests(ITestOutputHelper output)
{
    private const string Absent = "(absent)";

    public static TheoryData<string> Groups =>
        ReferenceSuite.Cases is { } cases ? [.. cases.Select(found => found.Group).Distinct(StringComparer.Ordinal)] : [Absent];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Evaluate_CasesOfGroup_GiveTheReferencesResults(string group)
    {
        SkipWhereAbsent();
        var gaps = KnownGaps();

        var failures = ReferenceSuite.Cases!.Where(found => found.Group == group && !gaps.ContainsKey(found.Id)).Select(found => found.Run()).OfType<string>();

        failures.Should().BeEmpty();
    }

    [Fact]
    public void Evaluate_AllCases_PassCountIsReported()
    {
        SkipWhereAbsent();
        var gaps = KnownGaps();

        var failures = ReferenceSuite.Cases!.Select(found => (found.Id, Failure: found.Run())).Where(run => run.Failure is not null).ToList();

        output.WriteLine($"{ReferenceSuite.Cases!.Length - failures.Count} of {ReferenceSuite.Cases.Length} cases pass.");
        failures.Select(run => run.Id).Should().BeEquivalentTo(gaps.Keys, "a known gap that passes is none, and every other case must pass");
    }

    private static void SkipWhereAbsent()
    {
        if (ReferenceSuite.Cases is null)
        {
            Environment.GetEnvironmentVariable("CI").Should().NotBe("true", "in CI the cases must be there");
            Assert.Skip("The reference cases are not beside the repository; set JSONATA_CASES to their folder.");
        }
    }

    private static Dictionary<string, string> KnownGaps()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Expressions", "Jsonata", "known-gaps.json");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))!;
    }
}
