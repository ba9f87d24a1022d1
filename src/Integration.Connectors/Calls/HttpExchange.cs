using System.Globalization;
using Integration.Platforms;

namespace Integration.Calls;

/// <summary>One request and its answer within a time, with what can go wrong on the way as a value.</summary>
/// <param name="http">An <see cref="HttpClient"/>, or a bare invoker over a handler; not disposed here.</param>
/// <param name="time">For the time-out.</param>
internal sealed class HttpExchange(HttpMessageInvoker http, TimeProvider time)
{
    /// <summary>Sends a request and reads its answer.</summary>
    /// <param name="request">Makes the request.</param>
    /// <param name="timeout">Until the answer is read to its end.</param>
    /// <param name="read">Reads the answer, of which only the head is there.</param>
    /// <param name="ct">Ends the exchange.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<PlatformResult<T>> Run<T>(
        Func<HttpRequestMessage> request,
        TimeSpan timeout,
        Func<HttpResponseMessage, CancellationToken, Task<PlatformResult<T>>> read,
        CancellationToken ct
    )
        where T : class
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var caller = ct.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        try
        {
            using var message = request();
            using var response = await Send(message, deadline.Token);
            return await read(response, deadline.Token);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            var seconds = timeout.TotalSeconds;
            return Failure(
                FailureReason.Timeout,
                string.Create(CultureInfo.InvariantCulture, $"No whole answer within {seconds} s.")
            );
        }
        catch (HttpRequestException e)
        {
            return Failure(FailureReason.Network, $"The platform could not be reached ({e.HttpRequestError}).");
        }
        catch (IOException)
        {
            return Failure(FailureReason.Network, "The connection broke before the whole answer was there.");
        }
    }

    /// <summary>How long an answer asks to wait; null where it does not say. May be negative or far too long.</summary>
    public TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var value = response.Headers.RetryAfter;
        return value?.Delta ?? (value?.Date - time.GetUtcNow());
    }

    // An HttpClient would read the whole body, of any size, if it were not told otherwise.
    private Task<HttpResponseMessage> Send(HttpRequestMessage message, CancellationToken ct) =>
        http is HttpClient client
            ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct)
            : http.SendAsync(message, ct);

    private static PlatformFailure Failure(FailureReason reason, string detail) =>
        new(FailureKind.Transient, reason, detail);
}
