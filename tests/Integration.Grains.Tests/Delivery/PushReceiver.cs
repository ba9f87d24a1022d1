using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Integration.Delivery;

/// <summary>A subscriber's server: each push waits until the test answers it.</summary>
internal sealed class PushReceiver : IAsyncDisposable
{
    private readonly Channel<ReceivedPush> _arrived = Channel.CreateUnbounded<ReceivedPush>();
    private readonly WebApplication _app;
    private int _count;

    private PushReceiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>Pushes that arrived.</summary>
    public int Count => Volatile.Read(ref _count);

    public static async Task<PushReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new PushReceiver(app);
        app.Run(receiver.Take);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>The next push; waits for it.</summary>
    public async Task<ReceivedPush> Next() => await _arrived.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task Take(HttpContext http)
    {
        Interlocked.Increment(ref _count);
        var push = new ReceivedPush(http.Request.Headers["webhook-id"]!, http.Request.Headers["webhook-signature"]!);
        _arrived.Writer.TryWrite(push);
        http.Response.StatusCode = await push.Answered.WaitAsync(http.RequestAborted);
    }
}
