using System.Buffers;
using System.Globalization;
using System.Net;
using Integration.Delivery;

namespace Integration.Webhooks;

/// <summary>
/// The sender over one pool of HTTP/1.1 connections: no redirects, cookies, proxy or decompression. Nothing is logged
/// per request; the result says it all.
/// </summary>
public sealed class WebhookSender : IWebhookSender, IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly TimeProvider _time;
    private readonly int _maxBody;

    /// <summary>Makes a sender with a pool of its own.</summary>
    /// <param name="options">Read once; must be valid.</param>
    /// <param name="guard">Asked about every address that is dialled.</param>
    /// <param name="time">For time-outs, durations and the date form of <c>Retry-After</c>.</param>
    public WebhookSender(WebhookSenderOptions options, DialGuard guard, TimeProvider time)
        : this(options, new Dialer(guard, Dns.GetHostAddressesAsync, options.AddressHeadStart, time), time) { }

    internal WebhookSender(WebhookSenderOptions options, Dialer dialer, TimeProvider time)
    {
        _time = time;
        _maxBody = options.MaxResponseBytes;
        _invoker = new HttpMessageInvoker(Handler(options, dialer), disposeHandler: true);
    }

    /// <inheritdoc />
    public async Task<AttemptResult> Send(WebhookRequest request, CancellationToken ct)
    {
        var started = _time.GetTimestamp();
        using var deadline = new CancellationTokenSource(request.Timeout, _time);
        using var caller = ct.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        try
        {
            using var message = Message(request);
            using var response = await _invoker.SendAsync(message, deadline.Token);
            return await Read(request, response, started, deadline.Token);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            return TimedOut(request, null, started);
        }
        catch (Exception e) when (AttemptFailure.KindOf(e) is { } kind)
        {
            return new(kind, null, AttemptMessages.Failed(kind, request.Url), null, _time.GetElapsedTime(started), []);
        }
    }

    /// <summary>Closes all connections; attempts under way fail.</summary>
    public void Dispose() => _invoker.Dispose();

    private static SocketsHttpHandler Handler(WebhookSenderOptions options, Dialer dialer) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            // The caller passes the trace of the event on; the handler would put the ambient one in its place.
            ActivityHeadersPropagator = null,
            ConnectCallback = dialer.Dial,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = options.ConnectionLifetime,
            PooledConnectionIdleTimeout = options.IdleTimeout,
            MaxConnectionsPerServer = options.MaxConnectionsPerServer,
            MaxResponseHeadersLength = options.MaxResponseHeadKibibytes,
            // A body beyond our limit is not read to save its connection: the limit would be none.
            MaxResponseDrainSize = 0,
        };

    private static HttpRequestMessage Message(WebhookRequest request)
    {
        var content = new ReadOnlyMemoryContent(request.Body);
        content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        var message = new HttpRequestMessage(HttpMethod.Post, request.Url)
        {
            Content = content,
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var headers = message.Headers;
        headers.TryAddWithoutValidation("User-Agent", request.UserAgent);
        headers.TryAddWithoutValidation("webhook-id", request.MessageId);
        headers.TryAddWithoutValidation(
            "webhook-timestamp",
            request.TimestampSeconds.ToString(CultureInfo.InvariantCulture)
        );
        headers.TryAddWithoutValidation("webhook-signature", request.Signature);
        if (request.TraceParent is not null)
        {
            headers.TryAddWithoutValidation("traceparent", request.TraceParent);
        }

        foreach (var (name, value) in request.Headers)
        {
            headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private async Task<AttemptResult> Read(
        WebhookRequest request,
        HttpResponseMessage response,
        long started,
        CancellationToken deadline
    )
    {
        var status = (int)response.StatusCode;
        var (body, failure) = await ReadBody(response, deadline);
        if (status is >= 200 and <= 299)
        {
            return failure switch
            {
                null => new(null, status, null, null, _time.GetElapsedTime(started), body),
                AttemptErrorKind.Timeout => TimedOut(request, status, started, body),
                { } kind => Failed(kind, AttemptMessages.Failed(kind, request.Url)),
            };
        }

        // Any other status already says that it was not taken, and how to go on; a broken body does not change that.
        return status is >= 300 and <= 399
            ? Failed(AttemptErrorKind.Redirect, AttemptMessages.Redirected(status, request.Url))
            : Failed(AttemptErrorKind.HttpStatus, AttemptMessages.Refused(status, request.Url));

        AttemptResult Failed(AttemptErrorKind kind, string text) =>
            new(kind, status, text, RetryAfter(response), _time.GetElapsedTime(started), body);
    }

    private async Task<(byte[] Body, AttemptErrorKind? Failure)> ReadBody(
        HttpResponseMessage response,
        CancellationToken deadline
    )
    {
        if (_maxBody == 0 || response.StatusCode == HttpStatusCode.SwitchingProtocols)
        {
            return ([], null);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(_maxBody);
        var length = 0;
        AttemptErrorKind? failure = null;
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(deadline);
            int read;
            while (
                length < _maxBody
                && (read = await stream.ReadAsync(buffer.AsMemory(length, _maxBody - length), deadline)) > 0
            )
            {
                length += read;
            }
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            failure = AttemptErrorKind.Timeout;
        }
        catch (Exception e) when (AttemptFailure.KindOf(e) is { } kind)
        {
            failure = kind;
        }

        var body = length == 0 ? [] : buffer.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return (body, failure);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
        {
            return null;
        }

        var value = response.Headers.RetryAfter;
        var wait = value?.Delta ?? (value?.Date - _time.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private AttemptResult TimedOut(WebhookRequest request, int? status, long started, byte[]? body = null) =>
        new(
            AttemptErrorKind.Timeout,
            status,
            AttemptMessages.TimedOut(status, request.Timeout, request.Url),
            null,
            _time.GetElapsedTime(started),
            body ?? []
        );
}
