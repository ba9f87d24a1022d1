using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Integration.Notices;

/// <summary>What robots have in common: a JSON body within a limit, and an answer with a code of their own.</summary>
/// <param name="options">The robot's options.</param>
/// <param name="secret">What must not be shown besides the webhook; empty for nothing.</param>
/// <param name="protocol">How the platform answers.</param>
/// <param name="client">See <see cref="NoticeHttpHandler"/>.</param>
/// <param name="time">For the time-out.</param>
internal sealed class RobotSender(
    RobotOptions options,
    string secret,
    RobotProtocol protocol,
    HttpClient client,
    TimeProvider time
)
{
    private const int MaxMessage = 200;

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
        var body = Write(text, write);
        if (body.Length <= maxBytes)
            return body;
        // How much a text grows when it is escaped depends on its characters, so the cut is sought, not computed.
        var (fits, tooLong) = (0, maxBytes);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            if (Write(NoticeText.CutBytes(text, middle), write).Length <= maxBytes)
                fits = middle;
            else
                tooLong = middle;
        }

        return Write(NoticeText.CutBytes(text, fits), write);
    }

    /// <summary>Whether the body with the whole of a text stays within a limit.</summary>
    internal static bool Fits(string text, int maxBytes, Action<Utf8JsonWriter, string> write) =>
        Write(text, write).Length <= maxBytes;

    /// <summary>The body of a text message as DingTalk and WeCom want it.</summary>
    internal static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("msgtype", "text");
        json.WriteStartObject("text");
        json.WriteString("content", text);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Posts a body and reads the robot's code.</summary>
    /// <param name="url">The address, signed where the protocol wants it there.</param>
    /// <param name="body">The body.</param>
    /// <param name="ct">Ends it.</param>
    internal async Task<NoticeResult> Post(Uri url, byte[] body, CancellationToken ct)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        var http = await _http.Send(request, ct);
        var answer = http.IsWhole ? RobotAnswer.Read(http.Body, protocol) : null;
        // A status that asks to wait: the text is not at fault, whatever the code beside it may mean.
        if (http.Failure is { Failure: NoticeFailureKind.Throttled } throttled)
            return throttled;
        // Else a code of the robot says more than the status that came with it.
        if (answer?.Code is { } code && code != 0)
        {
            var kind = protocol.KindOf(code, answer.Message);
            return Failed(kind, http.RetryAfter, $"answered code {Number(code)}", answer.Message);
        }

        if (answer is { IsPunished: true })
            return Failed(NoticeFailureKind.Throttled, http.RetryAfter, "turned the message away for a while", "");
        if (http.Failure is { } failure)
            return failure;
        return answer?.Code is null
            ? Failed(NoticeFailureKind.Transient, null, "did not answer as a robot does", "")
            : NoticeResult.Sent;
    }

    private static byte[] Write(string text, Action<Utf8JsonWriter, string> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            write(writer, text);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private NoticeResult Failed(NoticeFailureKind kind, TimeSpan? wait, string what, string message)
    {
        // Masked before it is cut: of a secret across the cut a part would be left that no mask knows.
        var said = message.Length == 0 ? "." : $": {NoticeText.Cut(Masked(message), MaxMessage)}";
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
