using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using OrderingSystem.Host.Configuration;
using OrderingSystem.StatesLanguage.Lint;

namespace OrderingSystem.Host.Commands;

/// <summary><c>lint FILE…</c>: what is valid in a definition and yet fails in production. Exit code 0 without findings, 1 with, 2 where a file cannot be read.</summary>
internal sealed partial class LintCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Arity = ArgumentArity.OneOrMore, Description = "State machine definitions; placeholders such as ${BookShipmentFunctionArn} are filled in." };

    private readonly Option<bool> _json = CommandLineOptions.Make("--json", "Print one line of JSON instead of text.", CommandLineOptions.ParseFlag, false, recursive: false);

    public LintCommand()
    {
        Command = new Command("lint", "Look for what will hurt in production: hangs, full histories, stampedes, errors that nobody catches, leaked tokens. Notes, and what a Comment allows (lint: allow CODE because …), are not counted as findings.")
        {
            _files,
            _json,
        };
        Command.SetAction(RunAsync);
    }

    public Command Command { get; }

    private Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken) => Refusals.ExplainAsync(async () =>
    {
        var reports = new List<LintedFile>();
        foreach (var file in line.GetValue(_files)!)
        {
            reports.Add(new LintedFile(file, Linter.Lint(Fill(await ReadAsync(file, cancellationToken)))));
        }

        if (line.GetValue(_json))
        {
            Console.WriteLine(JsonSerializer.Serialize(reports, LintJson.Default.ListLintedFile));
        }
        else
        {
            Print(reports, Console.Out);
        }

        return reports.Exists(report => report.Report.Findings.Any(finding => finding.Severity > LintSeverity.Note)) ? 1 : 0;
    });

    private static void Print(List<LintedFile> reports, TextWriter output)
    {
        foreach (var (file, report) in reports)
        {
            output.WriteLine($"{file}: {(report.Findings.Count == 0 ? "nothing found" : $"{report.Findings.Count} found")}");
            foreach (var finding in report.Findings)
            {
                output.WriteLine($"  {finding.Severity.ToString().ToLowerInvariant()} {finding.Code} at {(finding.Location.Length == 0 ? "/" : finding.Location)}");
                output.WriteLine($"    {finding.WhatWillHappen}");
                output.WriteLine($"    {finding.HowToMendIt}");
            }

            foreach (var (finding, reason) in report.Allowed)
            {
                output.WriteLine($"  allowed {finding.Code} at {finding.Location}, because {reason}");
            }

            LintForecast.Print(report.Forecasts, output);
        }
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"{file} cannot be read: {refused.Message}");
        }
    }

    private static string Fill(string definition) => Placeholder().Replace(definition, match => match.Groups["name"].Value switch
    {
        var name when name.EndsWith("FunctionArn", StringComparison.Ordinal) => $"arn:aws:lambda:{HostSettings.Region}:{HostSettings.AccountId}:function:{name[..^3]}",
        var name when name.EndsWith("StateMachineArn", StringComparison.Ordinal) => $"arn:aws:states:{HostSettings.Region}:{HostSettings.AccountId}:stateMachine:{name[..^3]}",
        var name => name,
    });

    [GeneratedRegex(@"\$\{(?<name>\w+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

internal sealed record LintedFile(string File, LintReport Report);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(List<LintedFile>))]
internal sealed partial class LintJson : JsonSerializerContext;
