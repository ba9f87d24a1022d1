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
    private readonly HttpExchange _exchange = new(http, time);

    /// <inheritdoc />
    public async Task<PlatformResult<PlatformReply>> Send(
        AccountCredentials account,
        PlatformCall call,
        CancellationToken ct
    )
    {
        var mask = new SecretMask(account, call.AuthorisationCode);
        var result = await _exchange.Run(
            () => call.Request(account),
            options.CallTimeout,
            async (response, deadline) =>
            {
                var body = await AnswerBody.Read(response.Content, options.MaxAnswerBytes, deadline);
                return body is null ? TooLarge(response) : Judge(call, response, body, mask);
            },
            ct
        );
        return result.Succeeded ? result : Presentable(result.Failure, call, mask);
    }

    private PlatformResult<PlatformReply> Judge(
        PlatformCall call,
        HttpResponseMessage response,
        byte[] body,
        SecretMask mask
    )
    {
        var status = (int)response.StatusCode;
        var retryAfter = _exchange.RetryAfter(response);
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
            SentAt = response.Headers.Date,
            KeptHeader =
                call.KeptHeader is { } name && response.Headers.TryGetValues(name, out var values)
                    ? values.FirstOrDefault()
                    : null,
            Mask = mask,
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
        return new(FailureKind.Transient, FailureReason.InvalidAnswer, $"The answer {what}.") { HttpStatus = status };
    }

    // A page of an error may be as large as it likes: its status has said it all.
    private PlatformFailure TooLarge(HttpResponseMessage response) =>
        HttpFailures.Of((int)response.StatusCode, _exchange.RetryAfter(response))
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

    // Whatever a platform echoes, the account's secrets stay out; whatever it asks for, a wait has its bounds; and a refresh token
    // or a code that is not accepted cannot be refreshed.
    private PlatformFailure Presentable(PlatformFailure failure, PlatformCall call, SecretMask mask)
    {
        var wait = failure.RetryAfter ?? (failure.Kind == FailureKind.Throttled ? options.ThrottleWait : null);
        var isLost = call.IsRefresh && failure.Kind == FailureKind.Unauthorised;
        return failure with
        {
            Reason = isLost ? FailureReason.AuthorisationLost : failure.Reason,
            Detail = mask.Of(failure.Detail)!,
            Code = mask.Of(failure.Code),
            RequestId = mask.Of(failure.RequestId),
            RetryAfter = wait is { } some
                ? TimeSpan.FromTicks(Math.Clamp(some.Ticks, 0, options.LongestWait.Ticks))
                : null,
        };
    }
}
