using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Tests.Telemetry;

public sealed class TelemetrySettingsTests
{
    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "ftp://127.0.0.1")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    public void Read_ValueThatCannotBeUsed_IsRefusedByItsName(string name, string value)
    {
        var reading = () => TelemetrySettings.Read(new Dictionary<string, string> { [name] = value });

        reading.Should().Throw<HostStartException>().WithMessage($"{name}: '{value}' *");
    }

    [Theory]
    [InlineData(null, null, false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", null, true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", null, false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SDK_DISABLED=true", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_TRACES_EXPORTER=none", false, true)]
    public void Exports_ByWhatIsSet_SaysWhatIsExported(string? endpoint, string? other, bool traces, bool metrics)
    {
        var variables = new Dictionary<string, string> { ["PATH"] = "/bin" };
        if (endpoint is not null)
        {
            variables[endpoint] = "http://127.0.0.1:4317";
        }

        if (other?.Split('=') is [var name, var value])
        {
            variables[name] = value;
        }

        var settings = TelemetrySettings.Read(variables);

        (settings.ExportsTraces, settings.ExportsMetrics).Should().Be((traces, metrics));
    }
}
