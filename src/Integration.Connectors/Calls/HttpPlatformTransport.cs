using System.Globalization;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Calls;

/// <summary>Makes each call once over HTTP, within its time and size.</summary>
/// <param name="http">An <see cref="HttpClient"/>, or a bare invoker over a handler; not disposed here.</param>
/// <param name="options">Time and size; read at each call.</param>
/// <param name="time">For time-outs and the date form of <c>Retry-After</c>.</param>
internal sealed class HttpPlatformTransport(HttpMessageInvoker http, PlatformOptions options, TimeProvider time)
    : IPlatformTransport
{
    /// <inheritdoc />
    public async Task<PlatformResult<PlatformReply>> Send(
        AccountCredentials account,
        PlatformCall call,
        CancellationToken ct
    )
    {
        var result = await SendOnce(account, call, ct);
        return result.Succeeded ? result : Presentable(result.Failure, account);
    }

    private async Task<PlatformResult<PlatformReply>> SendOnce(
        AccountCredentials account,
        PlatformCall call,
        CancellationToken ct
    )
    {
        using var deadline = new CancellationTokenSource(options.CallTimeout, time);
        using var caller = ct.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        try
        {
            using var message = call.Request(account);
            using var response = await Send(message, deadline.Token);
            var body = await AnswerBody.Read(response.Content, options.MaxAnswerBytes, deadline.Token);
            return body is null ? TooLarge(response) : Judge(call, response, body);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            var seconds = options.CallTimeout.TotalSeconds;
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

    // An HttpClient would read the whole body, of any size, if it were not told otherwise.
    private Task<HttpResponseMessage> Send(HttpRequestMessage message, CancellationToken ct) =>
        http is HttpClient client
            ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct)
            : http.SendAsync(message, ct);

    private PlatformResult<PlatformReply> Judge(PlatformCall call, HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        var retryAfter = RetryAfter(response);
        var type = response.Content.Headers.ContentType;
        var text = AnswerText.ToUtf8(body, type?.CharSet);
        var root = text is { } utf8 ? LooseJson.Parse(utf8.Span) : default;
        if (!root.Exists)
        {
            return HttpFailures.Of(status, retryAfter) ?? NotJson(status, body, text is not null);
        }

        var reply = new PlatformReply(status, body, type?.ToString(), root, time.GetUtcNow())
        {
            RetryAfter = retryAfter,
        };
        return (call.Judge(reply) ?? HttpFailures.Of(status, retryAfter)) is { } failure ? failure : reply;
    }

    private static PlatformFailure NotJson(int status, byte[] body, bool isText)
    {
        var what =
            body.Length == 0 ? "is empty"
            : AnswerText.IsMarkup(body) ? "is a page for people, not JSON"
            : isText ? "is no usable JSON"
            : "is in an encoding that it does not declare";
        return Failure(FailureReason.InvalidAnswer, $"The answer {what}.") with { HttpStatus = status };
    }

    // A page of an error may be as large as it likes: its status has said it all.
    private PlatformFailure TooLarge(HttpResponseMessage response) =>
        HttpFailures.Of((int)response.StatusCode, RetryAfter(response))
        ?? new PlatformFailure(
            FailureKind.Permanent,
            FailureReason.AnswerTooLarge,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The answer is larger than {options.MaxAnswerBytes} bytes and was not read to its end."
            )
        )
        {
            HttpStatus = (int)response.StatusCode,
        };

    private static PlatformFailure Failure(FailureReason reason, string detail) =>
        new(FailureKind.Transient, reason, detail);

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var value = response.Headers.RetryAfter;
        return value?.Delta ?? (value?.Date - time.GetUtcNow());
    }

    // Whatever a platform echoes, the account's secrets stay out; whatever it asks for, a wait has its bounds.
    private PlatformFailure Presentable(PlatformFailure failure, AccountCredentials account)
    {
        var wait = failure.RetryAfter ?? (failure.Kind == FailureKind.Throttled ? options.ThrottleWait : null);
        return failure with
        {
            Detail = Masked(failure.Detail, account)!,
            Code = Masked(failure.Code, account),
            RetryAfter = wait is { } some
                ? TimeSpan.FromTicks(Math.Clamp(some.Ticks, 0, options.LongestWait.Ticks))
                : null,
        };
    }

    private static string? Masked(string? text, AccountCredentials account)
    {
        foreach (var secret in (string?[])[account.AppSecret, account.AccessToken, account.RefreshToken])
        {
            text = secret is { Length: > 0 } ? text?.Replace(secret, "***", StringComparison.Ordinal) : text;
        }

        return text;
    }
}
