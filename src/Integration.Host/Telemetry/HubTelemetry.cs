using System.Diagnostics.Metrics;
using Integration.CommandLine;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Integration.Telemetry;

/// <summary>
/// JSON logs with trace ids; metrics at <c>/metrics</c>; traces and metrics through OTLP where an endpoint is set.
/// </summary>
internal static class HubTelemetry
{
    private const int SeriesOfLibraries = 200;
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void Add(WebApplicationBuilder builder, HostRole role)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(options =>
        {
            options.IncludeScopes = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        builder.Logging.Configure(options =>
            options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId
        );
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Logging.AddFilter("Npgsql", LogLevel.Warning);
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);

        var telemetry = builder.Services.AddOpenTelemetry();
        telemetry.ConfigureResource(resource =>
            resource
                .AddService("integration-orleans")
                .AddAttributes([new("integration.role", role.ToString().ToLowerInvariant())])
        );
        telemetry.WithMetrics(metrics => AddMetrics(metrics, HasOtlp(builder.Configuration)));
        if (HasOtlp(builder.Configuration))
        {
            telemetry.WithTracing(tracing =>
                tracing
                    .AddSource("Integration.Delivery", "Integration.Platforms", "Microsoft.Orleans.Application")
                    .AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddNpgsql()
                    .AddOtlpExporter()
            );
        }
    }

    private static void AddMetrics(MeterProviderBuilder metrics, bool otlp)
    {
        metrics
            .AddMeter(
                "Integration.*",
                "Microsoft.Orleans",
                "Microsoft.AspNetCore.Hosting",
                "Microsoft.AspNetCore.Server.Kestrel"
            )
            .AddRuntimeInstrumentation()
            .AddView(Bound)
            .AddPrometheusExporter();
        if (otlp)
        {
            metrics.AddOtlpExporter();
        }
    }

    // An instrument has the room for all its series from the start, by default for 2,000; these have hundreds of instruments.
    private static MetricStreamConfiguration? Bound(Instrument instrument) =>
        instrument.Meter.Name is "Microsoft.Orleans" or "System.Runtime"
            ? new MetricStreamConfiguration { CardinalityLimit = SeriesOfLibraries }
            : null;

    /// <summary>Whether traces and figures are sent somewhere.</summary>
    public static bool HasOtlp(IConfiguration configuration) => !string.IsNullOrEmpty(configuration[OtlpEndpoint]);
}
