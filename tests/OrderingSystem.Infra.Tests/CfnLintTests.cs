using System.Diagnostics;

namespace OrderingSystem.Infra.Tests;

/// <summary>cfn-lint on the templates, where it is installed (<c>pip install cfn-lint</c>).</summary>
public sealed class CfnLintTests(Synthesis synthesis)
{
    /// <summary>Rules that are off, with the reason.</summary>
    private static readonly string[] Ignored =
    [
        "W3005", // the CDK names dependencies that a reference implies already
        "W6001", // the web app's configuration is an output on purpose: it is made of other stacks' values, and a script reads it
    ];

    [Fact]
    public async Task Templates_Linted_HaveNoErrorAndNoWarning()
    {
        Assert.SkipUnless(Synthesis.IsOnPath("cfn-lint"), "cfn-lint is not installed.");
        using var version = Process.Start(new ProcessStartInfo("cfn-lint", ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await version.WaitForExitAsync();
        Assert.SkipUnless(version.ExitCode == 0, "cfn-lint does not start.");

        using var lint = Process.Start(new ProcessStartInfo(
            "cfn-lint", ["--regions", "eu-west-1", "--format", "parseable", "--ignore-checks", .. Ignored, "--template", .. synthesis.TemplateFiles])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = lint.StandardError.ReadToEndAsync();
        var findings = await lint.StandardOutput.ReadToEndAsync();
        await lint.WaitForExitAsync();

        (findings + await errors).Should().BeEmpty();
    }
}
