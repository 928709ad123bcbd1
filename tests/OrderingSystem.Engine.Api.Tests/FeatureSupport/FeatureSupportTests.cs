using System.Text;
using OrderingSystem.Engine.Api.Actions;
using OrderingSystem.StatesLanguage.Definition;

namespace OrderingSystem.Engine.Api.Tests.FeatureSupport;

/// <summary>Writes <c>docs/feature-support.md</c> from what the reader takes and what the endpoint answers, and finds it out of date.</summary>
public sealed class FeatureSupportTests
{
    /// <summary>Every operation of the service (API Reference, "Actions").</summary>
    private static readonly string[] Operations =
    [
        "CreateActivity", "CreateStateMachine", "CreateStateMachineAlias", "DeleteActivity", "DeleteStateMachine", "DeleteStateMachineAlias", "DeleteStateMachineVersion", "DescribeActivity", "DescribeExecution",
        "DescribeMapRun", "DescribeStateMachine", "DescribeStateMachineAlias", "DescribeStateMachineForExecution", "GetActivityTask", "GetExecutionHistory", "ListActivities", "ListExecutions", "ListMapRuns",
        "ListStateMachineAliases", "ListStateMachines", "ListStateMachineVersions", "ListTagsForResource", "PublishStateMachineVersion", "RedriveExecution", "SendTaskFailure", "SendTaskHeartbeat", "SendTaskSuccess",
        "StartExecution", "StartSyncExecution", "StopExecution", "TagResource", "TestState", "UntagResource", "UpdateMapRun", "UpdateStateMachine", "UpdateStateMachineAlias", "ValidateStateMachineDefinition",
    ];

    /// <summary>What an operation does otherwise than the service.</summary>
    private static readonly Dictionary<string, string> Differences = new(StringComparer.Ordinal)
    {
        ["CreateActivity"] = "an encryption key is checked and not kept",
        ["CreateStateMachine"] = "logging, tracing and encryption are checked, kept and told, and have no effect",
        ["UpdateStateMachine"] = "as for CreateStateMachine",
        ["DescribeMapRun"] = "`pendingRedrive` and `failuresNotRedrivable` are not told",
        ["ListExecutions"] = "no execution is ever PENDING_REDRIVE",
        ["ListMapRuns"] = "runs are listed in the order of their start",
        ["RedriveExecution"] = "a Map run goes on at once, without a queue",
    };

    public static TheoryData<string> Names => [.. Features.All.Select(feature => feature.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_ProbeOfAFeature_SaysWhatThePageSays(string name)
    {
        var feature = Features.All.Single(feature => feature.Name == name);

        var reading = StateMachineReader.Read(feature.Probe);

        if (feature.Support == Support.Absent)
        {
            reading.Diagnostics.Should().Contain(diagnostic => diagnostic.Code == DiagnosticCodes.Unsupported);
        }
        else
        {
            reading.Definition.Should().NotBeNull(string.Join("; ", reading.Diagnostics));
        }
    }

    [Fact]
    public void Page_AsWritten_IsWhatTheReaderAndTheEndpointDo()
    {
        Assert.SkipWhen(Root() is null, "The tests run away from the repository.");
        var file = Path.Combine(Root()!, "docs", "feature-support.md");
        var page = Write();

        if (Environment.GetEnvironmentVariable("UPDATE_FEATURE_SUPPORT") is { Length: > 0 })
        {
            File.WriteAllText(file, page);
        }

        File.Exists(file).Should().BeTrue("the run writes docs/feature-support.md");
        File.ReadAllText(file).ReplaceLineEndings("\n").Should().Be(page, "docs/feature-support.md is out of date: run OrderingSystem.Engine.Api.Tests with UPDATE_FEATURE_SUPPORT=1");
    }

    private static string Write()
    {
        var page = new StringBuilder("""
            # Feature support

            What of the States Language and of the Step Functions API the embedded engine has. `OrderingSystem.Engine.Api.Tests` writes this page (set
            `UPDATE_FEATURE_SUPPORT=1`): each feature has a definition that the reader takes or refuses as the page says, the operations are those that the endpoint
            answers. How faithful they are is in [conformance](conformance.md).

            ## States Language

            | | feature | support | difference |
            | --- | --- | --- | --- |

            """).Replace("\r\n", "\n");
        foreach (var feature in Features.All)
        {
            _ = page.Append($"| {feature.Group} | {feature.Name} | {Word(feature.Support)} | {feature.Difference} |\n");
        }

        var answered = ActionTable.Operations.ToHashSet(StringComparer.Ordinal);
        _ = page.Append($"\n## API actions\n\n{answered.Count} of the service's {Operations.Length} operations.\n\n| operation | support | difference |\n| --- | --- | --- |\n");
        foreach (var operation in Operations.Union(answered, StringComparer.Ordinal))
        {
            var difference = answered.Contains(operation) ? Differences.GetValueOrDefault(operation) : "UnknownOperationException";
            var support = !answered.Contains(operation) ? Support.Absent : difference is null ? Support.Full : Support.Partial;
            _ = page.Append($"| {operation} | {Word(support)} | {difference} |\n");
        }

        return page.ToString();
    }

    private static string Word(Support support) => support switch
    {
        Support.Full => "full",
        Support.Partial => "partial",
        _ => "absent",
    };

    private static string? Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrderingSystem.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}
