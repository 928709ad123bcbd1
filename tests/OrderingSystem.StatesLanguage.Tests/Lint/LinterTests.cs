using System.Text.RegularExpressions;
using OrderingSystem.StatesLanguage.Lint;

namespace OrderingSystem.StatesLanguage.Tests.Lint;

/// <summary>Definitions with one planted fault each, and sound ones.</summary>
public sealed partial class LinterTests
{
    private const string Lambda = "\"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:f\"";
    private const string Good = "\"Retry\": [{ \"ErrorEquals\": [\"States.ALL\"], \"MaxDelaySeconds\": 60, \"JitterStrategy\": \"FULL\" }]";
    private const string Task = "\"Type\": \"Task\", " + Lambda + ", \"TimeoutSeconds\": 60";
    private const string Token = "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage.waitForTaskToken\"";
    private const string Queue = "\"QueueUrl\": \"https://sqs.us-east-1.amazonaws.com/1/q\"";

    public static TheoryData<string, string, string> Faults => new()
    {
        { One("\"Type\": \"Task\", " + Lambda + ", " + Good), LintCodes.TaskWithoutTimeout, "/States/A" },
        { One($$"""{{Token}}, "Parameters": { {{Queue}}, "MessageBody": { "t.$": "$$.Task.Token" } }"""), LintCodes.TokenTaskWithoutTimeout, "/States/A" },
        { One($$"""{{Token}}, "TimeoutSeconds": 60, "Parameters": { {{Queue}}, "MessageBody": { "link.$": "States.Format('https://x.example/?t={}', $$.Task.Token)" } }"""), LintCodes.TokenInUrl, "/States/A/Parameters/MessageBody/link.$" },
        { One(Task), LintCodes.LambdaFaultsNotRetried, "/States/A" },
        { Retry("{ \"ErrorEquals\": [\"States.ALL\"], \"MaxDelaySeconds\": 60 }"), LintCodes.RetryWithoutJitter, "/States/A/Retry/0" },
        { Retry("{ \"ErrorEquals\": [\"States.ALL\"], \"MaxAttempts\": 20, \"JitterStrategy\": \"FULL\" }"), LintCodes.RetryWithoutMaxDelay, "/States/A/Retry/0" },
        { Retry("{ \"ErrorEquals\": [\"States.ALL\"], \"MaxAttempts\": 99999, \"MaxDelaySeconds\": 60, \"JitterStrategy\": \"FULL\" }"), LintCodes.RetryReachesHistoryLimit, "/States/A/Retry/0" },
        { Retry("{ \"ErrorEquals\": [\"States.ALL\"], \"MaxDelaySeconds\": 60, \"JitterStrategy\": \"FULL\" }, { \"ErrorEquals\": [\"E\"], \"MaxAttempts\": 0 }"), LintCodes.StatesAllNotLast, "/States/A/Retry/0/ErrorEquals" },
        { Retry("{ \"ErrorEquals\": [\"E\"], \"MaxAttempts\": 0 }, { \"ErrorEquals\": [\"E\"], \"MaxAttempts\": 0 }, " + All), LintCodes.ErrorNameShadowed, "/States/A/Retry/1/ErrorEquals/0" },
        { Retry("{ \"ErrorEquals\": [\"States.TaskFailed\"], \"MaxAttempts\": 0 }, { \"ErrorEquals\": [\"Mine\"], \"MaxAttempts\": 0 }, " + All), LintCodes.ErrorNameShadowed, "/States/A/Retry/1/ErrorEquals/0" },
        { Retry("{ \"ErrorEquals\": [\"States.timeout\"], \"MaxAttempts\": 0 }, " + All), LintCodes.ErrorNameUnknown, "/States/A/Retry/0/ErrorEquals/0" },
        { Retry("{ \"ErrorEquals\": [\"State.Timeout\"], \"MaxAttempts\": 0 }, " + All), LintCodes.ErrorNameUnknown, "/States/A/Retry/0/ErrorEquals/0" },
        { Catch("\"States.Runtime\""), LintCodes.ErrorNameUncatchable, "/States/A/Catch/0/ErrorEquals/0" },
        { Catch("\"States.Bogus\""), LintCodes.ErrorNameUnknown, "/States/A/Catch/0/ErrorEquals/0" },
        { Machine("\"A\": { \"Type\": \"Pass\", \"End\": true }, \"B\": { \"Type\": \"Pass\", \"End\": true }"), LintCodes.UnreachableState, "/States/B" },
        { Machine($$"""
            "A": { "Type": "Wait", "Seconds": 60, "Next": "B" }, "B": { {{Task}}, {{Good}}, "Next": "C" },
            "C": { "Type": "Choice", "Choices": [{ "Variable": "$.done", "BooleanEquals": true, "Next": "D" }], "Default": "A" }, "D": { "Type": "Succeed" }
            """), LintCodes.LoopReachesHistoryLimit, "/States/A" },
        { Machine($$"""
            "A": { {{Task}}, {{Good}}, "ResultPath": null, "Next": "C" },
            "C": { "Type": "Choice", "Choices": [{ "Variable": "$.done", "BooleanEquals": true, "Next": "D" }], "Default": "A" }, "D": { "Type": "Succeed" }
            """), LintCodes.LoopReachesHistoryLimit, "/States/A" },
        { Machine($$"""
            "A": { "Type": "Pass", "Parameters": { "now": 1, "before.$": "$.log" }, "ResultPath": "$.log", "Next": "C" },
            "C": { "Type": "Choice", "Choices": [{ "Variable": "$.done", "BooleanEquals": true, "Next": "D" }], "Default": "A" }, "D": { "Type": "Succeed" }
            """), LintCodes.PayloadGrowsInLoop, "/States/A/ResultPath" },
        { Machine("\"A\": { \"Type\": \"Choice\", \"Choices\": [{ \"Variable\": \"$.x\", \"IsPresent\": true, \"Next\": \"B\" }] }, \"B\": { \"Type\": \"Succeed\" }"), LintCodes.ChoiceWithoutDefault, "/States/A" },
        { One("\"Type\": \"Wait\", \"Seconds\": 99999999"), LintCodes.WaitOutlivesExecution, "/States/A/Seconds" },
        { One("\"Type\": \"Map\", \"ItemProcessor\": { \"ProcessorConfig\": { \"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\" }, \"StartAt\": \"P\", \"States\": { \"P\": { \"Type\": \"Pass\", \"End\": true } } }"), LintCodes.MapRunWithoutMaxConcurrency, "/States/A" },
        { One("\"Type\": \"Parallel\", \"Branches\": [{ \"StartAt\": \"P\", \"States\": { \"P\": { \"Type\": \"Task\", " + Lambda + ", " + Good + ", \"End\": true } } }]"), LintCodes.TaskWithoutTimeout, "/States/A/Branches/0/States/P" },
        { Machine("\"A\": { \"Type\": \"Pass\", \"Next\": \"Nowhere\" }"), "MISSING_TRANSITION_TARGET", "/States/A/Next" },
    };

    private static string All => "{ \"ErrorEquals\": [\"States.ALL\"], \"MaxDelaySeconds\": 60, \"JitterStrategy\": \"FULL\" }";

    [Theory]
    [MemberData(nameof(Faults))]
    public void Lint_PlantedFault_IsFoundAtItsPlace(string definition, string code, string location)
    {
        var report = Linter.Lint(definition);

        report.Findings.Should().Contain(finding => finding.Code == code && finding.Location == location, string.Join("; ", report.Findings));
        report.Findings.Should().OnlyContain(finding => finding.WhatWillHappen.Length > 20 && finding.HowToMendIt.Length > 5);
    }

    [Fact]
    public void Lint_SoundTask_FindsNothing() => Linter.Lint(One(Task + ", " + Good)).Findings.Should().BeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Lint_NoDefinition_SaysSo(string text) => Linter.Lint(text).Findings.Should().NotBeEmpty().And.OnlyContain(finding => finding.Severity == LintSeverity.Error);

    [Fact]
    public void Lint_OurOwnMachines_FindsNothing()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrderingSystem.sln")))
        {
            folder = folder.Parent;
        }

        var reports = Directory.GetFiles(Path.Combine(folder!.FullName, "statemachines"), "*.asl.json").ToDictionary(
            file => Path.GetFileName(file), file => Linter.Lint(Placeholder().Replace(File.ReadAllText(file), Dummy)), StringComparer.Ordinal);

        reports.Should().HaveCountGreaterThanOrEqualTo(4);
        reports.SelectMany(file => file.Value.Findings.Where(finding => finding.Severity > LintSeverity.Note).Select(finding => $"{file.Key} {finding.Code} {finding.Location}")).Should().BeEmpty();
        reports["carrier-watch.asl.json"].Allowed.Should().NotBeEmpty().And.OnlyContain(allowed => allowed.Reason.Length > 20);
    }

    [Theory]
    [InlineData("lint: allow RETRY_WITHOUT_JITTER because there is one prober", "there is one prober")]
    [InlineData("Asks once an hour. lint: allow RETRY_WITHOUT_JITTER, RETRY_WITHOUT_MAX_DELAY because it is alone. lint: allow LAMBDA_FAULTS_NOT_RETRIED because of that.", "it is alone")]
    public void Lint_AllowedWithAReason_IsNoFinding(string comment, string reason)
    {
        var report = Linter.Lint(One($$"""{{Task}}, "Comment": "{{comment}}", "Retry": [{ "ErrorEquals": ["States.ALL"], "MaxDelaySeconds": 60 }]"""));

        report.Findings.Should().NotContain(finding => finding.Code == LintCodes.RetryWithoutJitter);
        report.Allowed.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Reason = reason, Finding = new { Code = LintCodes.RetryWithoutJitter, Location = "/States/A/Retry/0" } });
    }

    [Fact]
    public void Lint_AllowedForTheWholeMachine_CoversEveryState()
    {
        var definition = One($"{Task}, \"Retry\": [{{ \"ErrorEquals\": [\"States.ALL\"], \"MaxDelaySeconds\": 60 }}]")
            .Replace("\"StartAt\"", "\"Comment\": \"lint: allow RETRY_WITHOUT_JITTER because one runs at a time\", \"StartAt\"", StringComparison.Ordinal);

        var report = Linter.Lint(definition);

        report.Findings.Should().BeEmpty();
        report.Allowed.Should().ContainSingle();
    }

    [Theory]
    [InlineData("lint: allow RETRY_WITHOUT_JITTER", LintCodes.AllowanceWithoutReason)]
    [InlineData("lint: allow RETRY_WITHOUT_JITTER because ", LintCodes.AllowanceWithoutReason)]
    [InlineData("lint: allow TASK_WITHOUT_TIMEOUT because it is quick", LintCodes.AllowanceUnused)]
    [InlineData("lint: allow NO_SUCH_CODE because why not", LintCodes.AllowanceUnused)]
    public void Lint_AllowanceThatDoesNotHold_IsReportedAndSoIsTheFinding(string comment, string code)
    {
        var report = Linter.Lint(One($$"""{{Task}}, "Comment": "{{comment}}", "Retry": [{ "ErrorEquals": ["States.ALL"], "MaxDelaySeconds": 60 }]"""));

        report.Findings.Select(finding => (finding.Code, finding.Location)).Should().BeEquivalentTo([(LintCodes.RetryWithoutJitter, "/States/A/Retry/0"), (code, "/States/A/Comment")]);
        report.Allowed.Should().BeEmpty();
    }

    private static string Dummy(Match placeholder) => placeholder.Groups["name"].Value switch
    {
        var name when name.EndsWith("FunctionArn", StringComparison.Ordinal) => "arn:aws:lambda:us-east-1:123456789012:function:f",
        var name when name.EndsWith("StateMachineArn", StringComparison.Ordinal) => "arn:aws:states:us-east-1:123456789012:stateMachine:m",
        var name => name,
    };

    [GeneratedRegex(@"\$\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    private static string One(string fields) => Machine(fields.Contains("\"Type\": \"Fail\"", StringComparison.Ordinal) ? $"\"A\": {{ {fields} }}" : $"\"A\": {{ {fields}, \"End\": true }}");

    private static string Retry(string retriers) => One($"{Task}, \"Retry\": [{retriers}]");

    private static string Catch(string name) => Machine($"\"A\": {{ {Task}, {Good}, \"Catch\": [{{ \"ErrorEquals\": [{name}], \"Next\": \"B\" }}], \"End\": true }}, \"B\": {{ \"Type\": \"Succeed\" }}");

    private static string Machine(string states) => $"{{ \"StartAt\": \"A\", \"States\": {{ {states} }} }}";
}
