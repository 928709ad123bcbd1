using System.Text.Json.Nodes;
using Amazon.CDK;
using Environment = System.Environment;

[assembly: AssemblyFixture(typeof(OrderingSystem.Infra.Tests.Synthesis))]

namespace OrderingSystem.Infra.Tests;

/// <summary>The templates of a production deployment, synthesised once for all tests.</summary>
public sealed class Synthesis : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"ordering-infra-{Environment.ProcessId}");
    private readonly Dictionary<string, JsonObject> _templates = new(StringComparer.Ordinal);
    private string? _whyNot;

    public static DeploymentSettings Production { get; } = new()
    {
        Stage = "prod",
        CarrierUrl = "https://api.bobspost.example",
        CarrierSecretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:bobs-post-AbCdEf",
        SendsTextMessages = true,
        EmailFrom = "orders@example.com",
        OpsEmail = "ops@example.com",
        Domain = "orders.example.com",
        CertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000",
    };

    /// <summary>By the stack's id: <c>Data</c>, <c>Functions</c>, ….</summary>
    public IReadOnlyDictionary<string, JsonObject> Templates
    {
        get
        {
            Assert.SkipWhen(_whyNot is not null, _whyNot ?? string.Empty);
            return _templates;
        }
    }

    public IEnumerable<string> TemplateFiles => Templates.Keys.Select(id => Path.Combine(_folder, "cdk.out", id + ".template.json"));

    public ValueTask InitializeAsync()
    {
        if (!IsOnPath("node"))
        {
            _whyNot = "Node.js is not installed: the CDK runs in it.";
            return ValueTask.CompletedTask;
        }

        // The CDK of 2024 knows no newer Node.js, and says so on every start.
        Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION", "1");
        Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "1");
        Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION", "1");
        var app = new App(new AppProps
        {
            Outdir = Path.Combine(_folder, "cdk.out"),
            AnalyticsReporting = false,
            Context = new Dictionary<string, object>
            {
                ["@aws-cdk/aws-iam:minimizePolicies"] = true,
                ["@aws-cdk/aws-sns-subscriptions:restrictSqsDescryption"] = true,
                ["@aws-cdk/aws-lambda:recognizeLayerVersion"] = true,
            },
        });
        _ = new OrderingApp(app, Production, new DeploymentAssets(FakeAsset("lambda"), FakeAsset("admin-api"), StateMachinesFolder));
        foreach (var stack in app.Synth().Stacks)
        {
            _templates.Add(stack.Id, JsonNode.Parse(File.ReadAllText(stack.TemplateFullPath))!.AsObject());
        }

        return ValueTask.CompletedTask;
    }

    public static string RepositoryRoot { get; } = FindRoot();

    public static string StateMachinesFolder => Path.Combine(RepositoryRoot, "statemachines");

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Whether a program can be started by its name.</summary>
    public static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    private string FakeAsset(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "bootstrap"), "stands for the executable");
        return folder;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OrderingSystem.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("OrderingSystem.sln is above no folder of the test.");
        }

        return folder;
    }
}
