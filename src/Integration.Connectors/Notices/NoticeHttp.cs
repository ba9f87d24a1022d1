using System.Globalization;
using System.Net;
using Integration.Webhooks;

namespace Integration.Notices;

/// <summary>One request of a channel: sent once, with a time-out, and no more of the answer read than asked for.</summary>
/// <param name="client">The client. Its handler must not follow redirects, and must neither log nor trace addresses.</param>
/// <param name="timeout">From the start of dialling to the end of the answer.</param>
/// <param name="maxAnswerBytes">How much of the body is read.</param>
/// <param name="time">For the time-out and the date form of <c>Retry-After</c>.</param>
internal sealed class NoticeHttp(HttpClient client, TimeSpan timeout, int maxAnswerBytes, TimeProvider time)
{
    /// <summary>How long to wait where the other side says "too many", but not for how long.</summary>
    internal static readonly TimeSpan ThrottledWait = TimeSpan.FromMinutes(1);

    /// <summary>Sends; statuses other than 2xx are already failures in the answer.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    internal async Task<NoticeHttpAnswer> Send(HttpRequestMessage request, CancellationToken ct)
    {
        var url = request.RequestUri!;
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            using var response = await client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                either.Token
            );
            var (body, whole) = await Read(response.Content, either.Token);
            var wait = RetryAfter(response);
            return new(response.StatusCode, body, whole, wait, FailureOf(response.StatusCode, wait, url));
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            return None(AttemptMessages.TimedOut(null, timeout, url));
        }
        catch (Exception e) when (AttemptFailure.KindOf(e) is { } kind)
        {
            return None(AttemptMessages.Failed(kind, url));
        }
    }

    /// <summary>Scheme, host and port: the only part of an address that is no secret.</summary>
    internal static string Server(Uri url) => url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private static NoticeHttpAnswer None(string text) =>
        new(null, [], IsWhole: false, null, new NoticeResult(NoticeFailureKind.Transient, text));

    private async Task<(byte[] Body, bool IsWhole)> Read(HttpContent content, CancellationToken ct)
    {
        // One byte more than the limit tells a body that ends there from one that goes on.
        var buffer = new byte[maxAnswerBytes + 1];
        await using var stream = await content.ReadAsStreamAsync(ct);
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return (buffer[..Math.Min(length, maxAnswerBytes)], length <= maxAnswerBytes);
    }

    private static NoticeResult? FailureOf(HttpStatusCode status, TimeSpan? wait, Uri url)
    {
        var code = (int)status;
        if (code is >= 200 and <= 299)
            return null;
        var text = $"{Server(url)} answered {code.ToString(CultureInfo.InvariantCulture)}.";
        return status switch
        {
            HttpStatusCode.TooManyRequests => new(NoticeFailureKind.Throttled, text, wait ?? ThrottledWait),
            HttpStatusCode.ServiceUnavailable when wait is not null => new(NoticeFailureKind.Throttled, text, wait),
            // Too long, or not as the other side wants it: another text may well be taken.
            HttpStatusCode.RequestEntityTooLarge
            or HttpStatusCode.RequestUriTooLong
            or HttpStatusCode.UnprocessableEntity => new(NoticeFailureKind.Refused, text),
            HttpStatusCode.RequestTimeout => new(NoticeFailureKind.Transient, text),
            _ when code >= 500 => new(NoticeFailureKind.Transient, text),
            _ => new(NoticeFailureKind.Permanent, text),
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var value = response.Headers.RetryAfter;
        var wait = value?.Delta ?? (value?.Date - time.GetUtcNow());
        // Feishu's gateway has a header of its own, in seconds (open.feishu.cn, "Rate limits").
        if (
            wait is null
            && response.Headers.TryGetValues("x-ogw-ratelimit-reset", out var reset)
            && int.TryParse(reset.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        )
            wait = TimeSpan.FromSeconds(seconds);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
