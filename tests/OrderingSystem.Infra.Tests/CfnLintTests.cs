using System.Diagnostics;

namespace OrderingSystem.Infra.Tests;

/// <summary>cfn-lint on the templates. It runs where it is installed, as <c>.ci/run</c> does where a package index can be reached (<c>pip install cfn-lint</c>).</summary>
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
        Assert.SkipUnless(await StartsAsync(), "cfn-lint is not installed (pip install cfn-lint).");

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
        lint.ExitCode.Should().Be(0);
    }

    /// <summary>Being on the path is not enough: a version manager may have left a name there that starts nothing.</summary>
    private static async Task<bool> StartsAsync()
    {
        if (!Synthesis.IsOnPath("cfn-lint"))
        {
            return false;
        }

        using var version = Process.Start(new ProcessStartInfo("cfn-lint", ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await version.WaitForExitAsync();
        return version.ExitCode == 0;
    }
}
