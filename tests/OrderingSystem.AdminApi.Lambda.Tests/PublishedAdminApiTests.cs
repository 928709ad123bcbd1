using System.Diagnostics;
using OrderingSystem.AdminApi.Lambda.Tests.Aws;
using OrderingSystem.Infrastructure.Tests.Stores.DynamoDb;
using OrderingSystem.Lambdas.Tests.Runtime;

namespace OrderingSystem.AdminApi.Lambda.Tests;

/// <summary>The package as <c>infra/build.sh</c> makes it: self-contained, started by its file <c>bootstrap</c> and nothing else.</summary>
public sealed class PublishedAdminApiTests(NativeBootstrap bootstrap, DynaliteServer dynamoDb, QueueServer queues)
{
    /// <summary>Lambda takes packages of up to 250 MB, unpacked and with their layers.</summary>
    private const long MaxPackageBytes = 200_000_000;

    [Fact]
    public async Task Package_Published_StartsByItselfAndTakesAnOrder()
    {
        bootstrap.Require();
        var folder = await PublishAsync();

        await using var aws = await AwsOnLoopback.StartAsync(
            bootstrap, dynamoDb, queues, TimeSpan.FromHours(4), new ProcessStartInfo(Path.Combine(folder, "bootstrap")) { WorkingDirectory = folder });

        var orderId = await aws.PlaceAsync(await aws.AddCustomerAsync("Ada"), "one");
        await aws.UntilAsync($"/api/orders/{orderId}", order => (string?)order["status"] == "Scheduled");
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length).Should().BeLessThan(MaxPackageBytes);
    }

    private static async Task<string> PublishAsync()
    {
        var output = Path.Combine(AdminApiProcess.Root, "artifacts", "admin-api");
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", "src/OrderingSystem.AdminApi.Lambda", "-c", "Release", "-r", "linux-x64", "--self-contained", "-p:RunAnalyzers=false", // they ran when the solution was built
                "--artifacts-path", Path.Combine(AdminApiProcess.Root, "artifacts", "admin-api-build"), "-o", output,
            ])
        {
            WorkingDirectory = AdminApiProcess.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var log = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        publish.ExitCode.Should().Be(0, log);
        log.Should().NotContain("warning");
        return output;
    }
}
