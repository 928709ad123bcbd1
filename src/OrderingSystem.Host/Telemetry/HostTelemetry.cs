using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OrderingSystem.Application.Telemetry;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Telemetry;

/// <summary>Exports traces and metrics by OTLP where an endpoint is set; where none is, no part of the exporter is even made.</summary>
internal static class HostTelemetry
{
    private const string ServiceName = "ordering-system";

    public static WebApplicationBuilder AddHostTelemetry(this WebApplicationBuilder builder, TelemetrySettings settings)
    {
        if (!settings.ExportsTraces && !settings.ExportsMetrics)
        {
            return builder;
        }

        // The exporter reads its variables from the application's configuration, which has no others from the environment.
        builder.Configuration.AddInMemoryCollection(settings.Variables.Select(variable => KeyValuePair.Create(variable.Key, (string?)variable.Value)));
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName).AddEnvironmentVariableDetector());
        if (settings.ExportsTraces)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(OrderingTelemetry.Name)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = IsOfInterest)
                .AddHttpClientInstrumentation()
                .AddOtlpExporter());
        }

        if (settings.ExportsMetrics)
        {
            builder.Services.AddSingleton<OrderGauges>();
            builder.Services.AddHostedService<GaugeReader>();
            telemetry.WithMetrics(metrics => metrics.AddMeter(OrderingTelemetry.Name, "Microsoft.AspNetCore.Hosting", "System.Net.Http").AddOtlpExporter());
        }

        return builder;
    }

    /// <summary>The API's requests, but for a page that listens for hours: the servers of the engine and of the simulator are in this process, too.</summary>
    private static bool IsOfInterest(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && context.Request.Path != "/api/events";
}
