using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrderingSystem.Infra.Tests;

/// <summary>
/// Every change of a template is seen in review: the templates stand in <c>Snapshots/</c>. <c>UPDATE_SNAPSHOTS=1</c> rewrites them.
/// </summary>
public sealed partial class SnapshotTests(Synthesis synthesis)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Stacks => ["Data", "Messaging", "Functions", "Workflow", "Identity", "Api", "Web", "Observability"];

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Template_IsTheReviewedOne(string stack)
    {
        var file = Path.Combine(Synthesis.RepositoryRoot, "tests", "OrderingSystem.Infra.Tests", "Snapshots", stack + ".json");
        var template = Definition().Replace(
            Hash().Replace(synthesis.Templates[stack].ToJsonString(Indented), "HASH"), "\"DefinitionString\": \"as in statemachines/\"") + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(file, template);
        }

        template.Should().Be(await File.ReadAllTextAsync(file), "review the change, then run with UPDATE_SNAPSHOTS=1");
    }

    [Fact]
    public void Stacks_AreAllInTheSnapshots() => synthesis.Templates.Keys.Should().BeEquivalentTo(Stacks.Select(row => row.Data));

    /// <summary>Names of assets are hashes of their content.</summary>
    [GeneratedRegex("[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex Hash();

    /// <summary>Another test compares the definitions with their files.</summary>
    [GeneratedRegex("\"DefinitionString\": \"(\\\\.|[^\"\\\\])*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Definition();
}
