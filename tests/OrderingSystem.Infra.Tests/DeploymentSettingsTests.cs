namespace OrderingSystem.Infra.Tests;

public sealed class DeploymentSettingsTests
{
    private static readonly Dictionary<string, string> Complete = new(StringComparer.Ordinal)
    {
        ["stage"] = "test1",
        ["carrierUrl"] = "https://api.bobspost.example",
        ["emailFrom"] = "orders@example.com",
    };

    [Fact]
    public void Read_Complete_NamesResourcesByStage()
    {
        var settings = Read([]);

        settings.Name("orders").Should().Be("ordering-test1-orders");
        settings.IsProduction.Should().BeFalse();
    }

    [Theory]
    [InlineData("carrierUrl", null, "carrierUrl")]
    [InlineData("carrierUrl", "http://api.bobspost.example", "https")]
    [InlineData("carrierSecretArn", "bobs-post", "carrierSecretArn")]
    [InlineData("carrierSecretArn", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:bobs-post", "six characters")]
    [InlineData("textMessages", "yes", "textMessages")]
    [InlineData("emailFrom", null, "emailFrom")]
    [InlineData("stage", "Prod!", "stage")]
    [InlineData("domain", "orders.example.com", "certificateArn")]
    [InlineData("webOrigin", "https://d1.cloudfront.net/orders", "webOrigin")]
    [InlineData("webOrigin", "http://d1.cloudfront.net", "webOrigin")]
    public void Read_Wrong_SaysWhat(string name, string? value, string complaint)
    {
        var read = () => Read(new Dictionary<string, string?> { [name] = value });

        read.Should().Throw<ArgumentException>().WithMessage($"*{complaint}*");
    }

    private static DeploymentSettings Read(Dictionary<string, string?> changes) =>
        DeploymentSettings.Read(name => changes.TryGetValue(name, out var changed) ? changed : Complete.GetValueOrDefault(name));
}
