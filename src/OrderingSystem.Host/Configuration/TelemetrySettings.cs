using System.Collections;

namespace OrderingSystem.Host.Configuration;

/// <summary>Where traces and metrics go, as OpenTelemetry's own environment variables say; with no endpoint, nowhere.</summary>
/// <param name="Variables">All variables whose names begin with <c>OTEL_</c>.</param>
public sealed record TelemetrySettings(IReadOnlyDictionary<string, string> Variables)
{
    private const string Prefix = "OTEL_";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";

    private static readonly string[] Endpoints = [Endpoint, TracesEndpoint, MetricsEndpoint];

    private static readonly string[] Protocols = ["OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL"];

    public static TelemetrySettings None { get; } = new(new Dictionary<string, string>());

    public bool ExportsTraces => !IsDisabled && Exports(TracesEndpoint, "OTEL_TRACES_EXPORTER");

    public bool ExportsMetrics => !IsDisabled && Exports(MetricsEndpoint, "OTEL_METRICS_EXPORTER");

    private bool IsDisabled => Variables.TryGetValue("OTEL_SDK_DISABLED", out var disabled) && disabled.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="HostStartException">A variable has a value that would otherwise be passed over in silence.</exception>
    public static TelemetrySettings Read(IDictionary environment)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in environment)
        {
            if (entry is { Key: string name, Value: string value } && name.StartsWith(Prefix, StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(value))
            {
                variables.Add(name, value);
            }
        }

        foreach (var name in Endpoints)
        {
            if (variables.TryGetValue(name, out var endpoint)
                && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)))
            {
                throw new HostStartException($"{name}: '{endpoint}' is not an http address such as http://127.0.0.1:4317.");
            }
        }

        foreach (var name in Protocols)
        {
            if (variables.TryGetValue(name, out var protocol) && protocol is not ("grpc" or "http/protobuf"))
            {
                throw new HostStartException($"{name}: '{protocol}' is neither grpc nor http/protobuf.");
            }
        }

        return new TelemetrySettings(variables);
    }

    private bool Exports(string endpoint, string exporter) =>
        (Variables.ContainsKey(Endpoint) || Variables.ContainsKey(endpoint))
        && !(Variables.TryGetValue(exporter, out var chosen) && chosen.Equals("none", StringComparison.OrdinalIgnoreCase));
}
