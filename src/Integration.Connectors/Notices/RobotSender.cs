using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Integration.Notices;

/// <summary>What robots have in common: a JSON body within a limit, and an answer with a code of their own.</summary>
internal sealed class RobotSender(RobotOptions options, string secret, HttpClient client, TimeProvider time)
{
    private static readonly JsonWriterOptions Readable = new()
    {
        // Chat programs take UTF-8, and escaped characters would use the limit up three times as fast.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly NoticeHttp _http = new(client, options.Timeout, options.MaxAnswerBytes, time);

    /// <summary>The text of a message: prefix, title, text.</summary>
    internal string Text(Notice notice) =>
        string.Concat(
            options.Prefix.Length == 0 ? "" : options.Prefix + " ",
            notice.Title,
            notice.Text.Length == 0 ? "" : "\n" + notice.Text
        );

    /// <summary>The body with the longest start of a text with which it stays within a limit.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxBytes">The most bytes that the body may have.</param>
    /// <param name="write">Writes the body with a text.</param>
    internal static byte[] Body(string text, int maxBytes, Action<Utf8JsonWriter, string> write)
    {
        var body = Write(text);
        if (body.Length <= maxBytes)
            return body;
        // How much a text grows when it is escaped depends on its characters, so the cut is sought, not computed.
        var (fits, tooLong) = (0, maxBytes);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            if (Write(NoticeText.CutBytes(text, middle)).Length <= maxBytes)
                fits = middle;
            else
                tooLong = middle;
        }

        return Write(NoticeText.CutBytes(text, fits));

        byte[] Write(string content)
        {
            var buffer = new ArrayBufferWriter<byte>(1024);
            using (var writer = new Utf8JsonWriter(buffer, Readable))
            {
                write(writer, content);
            }

            return buffer.WrittenSpan.ToArray();
        }
    }

    /// <summary>Posts a body and reads the robot's code.</summary>
    /// <param name="url">The address, signed where the protocol wants it there.</param>
    /// <param name="body">The body.</param>
    /// <param name="codes">Names of the field with the code.</param>
    /// <param name="messages">Names of the field with the text.</param>
    /// <param name="kindOf">What a code other than 0 asks for.</param>
    /// <param name="ct">Ends it.</param>
    internal async Task<NoticeResult> Post(
        Uri url,
        byte[] body,
        string[] codes,
        string[] messages,
        Func<long, NoticeFailureKind> kindOf,
        CancellationToken ct
    )
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        var http = await _http.Send(request, ct);
        var answer = http.IsWhole ? RobotAnswer.Read(http.Body, codes, messages) : null;
        // A code of the robot says more than the status that came with it.
        if (answer?.Code is { } code && code != 0)
            return Failed(kindOf(code), http.RetryAfter, $"answered code {Number(code)}", answer.Message);
        if (answer is { IsPunished: true })
            return Failed(NoticeFailureKind.Throttled, http.RetryAfter, "turned the message away for a while", "");
        if (http.Failure is { } failure)
            return failure;
        return answer?.Code is null
            ? Failed(NoticeFailureKind.Transient, null, "did not answer as a robot does", "")
            : NoticeResult.Sent;
    }

    private NoticeResult Failed(NoticeFailureKind kind, TimeSpan? wait, string what, string message)
    {
        var said = message.Length == 0 ? "." : $": {Masked(message)}";
        var text = $"{NoticeHttp.Server(options.Webhook!)} {what}{said}";
        return kind == NoticeFailureKind.Throttled
            ? new(kind, text, wait ?? NoticeHttp.ThrottledWait)
            : new NoticeResult(kind, text);
    }

    // What a platform says may quote what it was sent.
    private string Masked(string message)
    {
        foreach (
            var hidden in options
                .Webhook!.PathAndQuery.Split('/', '?', '&', '=')
                .Append(secret)
                .Where(static part => part.Length >= 8)
        )
        {
            message = message.Replace(hidden, "***", StringComparison.Ordinal);
        }

        return message;
    }

    private static string Number(long code) => code.ToString(CultureInfo.InvariantCulture);
}
