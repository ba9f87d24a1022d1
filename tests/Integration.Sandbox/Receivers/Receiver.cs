using Integration.Sandbox.Signing;

namespace Integration.Sandbox.Receivers;

/// <summary>An endpoint on a web server of its own: reads, verifies with the partner's own means, and answers as it is told to.</summary>
internal sealed class Receiver : IReceiver
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);
    private readonly ReceiverOptions _options;
    private readonly Action<Receipt> _received;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly Lock _dice = new();
    private readonly WebApplication _app;

    private Receiver(ReceiverOptions options, Action<Receipt> received, TimeProvider time, Random random)
    {
        _options = options;
        _received = received;
        _time = time;
        _random = random;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(options.Url);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBody;
        });
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        _app = builder.Build();
        _app.Run(Take);
    }

    public string Url => _app.Urls.First();

    public ReceiverCounts Counts { get; } = new();

    /// <summary>Starts an endpoint.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="received">Is told every request, before it is answered.</param>
    /// <param name="time">The time.</param>
    /// <param name="random">Decides which requests the flaky one fails.</param>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public static async Task<IReceiver> Start(
        ReceiverOptions options,
        Action<Receipt> received,
        TimeProvider time,
        Random random
    )
    {
        if (options.Behaviour == ReceiverBehaviour.Dead)
        {
            return new DeadReceiver(new Uri(options.Url));
        }

        var receiver = new Receiver(options, received, time, random);
        try
        {
            await receiver._app.StartAsync();
            return receiver;
        }
        catch
        {
            await receiver.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task Take(HttpContext http)
    {
        var arrived = _time.GetTimestamp();
        Counts.CountRequest();
        using var content = new MemoryStream();
        await http.Request.Body.CopyToAsync(content, http.RequestAborted);
        var body = content.ToArray();
        var id = http.Request.Headers["webhook-id"].ToString();
        var verdict = VerdictOf(http.Request.Headers, id, body);
        var status = StatusFor(verdict);
        if (_options.Behaviour == ReceiverBehaviour.Slow)
        {
            await Task.Delay(_options.Delay, _time, http.RequestAborted);
        }

        if (verdict != SignatureVerdict.Good)
        {
            Counts.CountBadSignature();
        }
        else if (status == StatusCodes.Status200OK)
        {
            Counts.CountAccepted();
        }

        _received(new Receipt(id, arrived, verdict, status, body));
        await Answer(http, status);
    }

    private SignatureVerdict VerdictOf(IHeaderDictionary headers, string id, byte[] body) =>
        _options.Key?.Verify(id, headers["webhook-timestamp"], headers["webhook-signature"], body, _time.GetUtcNow())
        ?? SignatureVerdict.Good;

    private int? StatusFor(SignatureVerdict verdict)
    {
        if (_options.Behaviour == ReceiverBehaviour.Hang)
        {
            return null;
        }

        if (verdict != SignatureVerdict.Good)
        {
            return StatusCodes.Status401Unauthorized;
        }

        return _options.Behaviour == ReceiverBehaviour.Flaky && Throw() < _options.FailureShare
            ? StatusCodes.Status500InternalServerError
            : StatusCodes.Status200OK;
    }

    private double Throw()
    {
        lock (_dice)
        {
            return _random.NextDouble();
        }
    }

    private async Task Answer(HttpContext http, int? status)
    {
        if (status is { } code)
        {
            http.Response.StatusCode = code;
            return;
        }

        // Until the sender gives up or the sandbox ends.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted,
            _app.Lifetime.ApplicationStopping
        );
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            http.Abort();
        }
    }
}
