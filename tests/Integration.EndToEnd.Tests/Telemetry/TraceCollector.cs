using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Integration.Telemetry;

/// <summary>What stands behind <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>: takes OTLP over HTTP and keeps the spans.</summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<TraceSpan> _spans = [];
    private readonly WebApplication _app;

    private TraceCollector(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public static async Task<TraceCollector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var collector = new TraceCollector(app);
        app.Run(collector.Take);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    /// <summary>The spans of a trace that have come so far.</summary>
    public IReadOnlyList<TraceSpan> Of(string traceId) => [.. _spans.Where(span => span.TraceId == traceId)];

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        if (http.Request.Path == "/v1/traces")
        {
            foreach (var span in TraceSpan.In(new ProtobufMessage(body.ToArray())))
            {
                _spans.Enqueue(span);
            }
        }

        http.Response.ContentType = "application/x-protobuf";
    }
}
