using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Integration.Notices;

/// <summary>
/// A signed group robot of Feishu (Lark). The time in seconds and the signature are fields of the body; the signature is HMAC-SHA256
/// over nothing, with <c>time + "\n" + secret</c> as the key, in base64. The time may be off by an hour.
/// </summary>
/// <remarks>
/// open.feishu.cn, "Custom bot usage guide" (signature, bodies up to 20 KB, 100 messages a minute and 5 a second, codes 9499, 19002,
/// 19021, 19022, 19024, and 11232 for its own overload). Above the rate it answers HTTP 400 with
/// <c>{"code":9499,"msg":"too many request"}</c> (github.com/ccfos/nightingale, issue 1437).
/// </remarks>
public sealed class FeishuChannel : INoticeChannel
{
    internal const int MaxBodyBytes = 20_000;

    // Robots of the first version answer in capitals.
    private static readonly RobotProtocol Protocol = new(["code", "StatusCode"], ["msg", "StatusMessage"], KindOf);

    private readonly SignedRobotOptions _options;
    private readonly RobotSender _sender;
    private readonly TimeProvider _time;

    /// <summary>Makes the channel.</summary>
    /// <param name="options">Read once.</param>
    /// <param name="client">See <see cref="NoticeHttpHandler"/>.</param>
    /// <param name="time">For the signature and the time-out.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public FeishuChannel(SignedRobotOptions options, HttpClient client, TimeProvider time)
    {
        _options = NoticeOptionsFaults.Checked(options);
        _sender = new RobotSender(options, options.Secret, Protocol, client, time);
        _time = time;
    }

    /// <inheritdoc />
    public string Kind => "feishu";

    /// <inheritdoc />
    public IReadOnlyList<NoticeRate> Rates { get; } =
    [new(100, TimeSpan.FromMinutes(1)), new(5, TimeSpan.FromSeconds(1))];

    /// <inheritdoc />
    public Task<NoticeResult> Send(Notice notice, CancellationToken ct)
    {
        var body = RobotSender.Body(Text(notice), MaxBodyBytes, Signed());
        return _sender.Post(_options.Webhook!, body, ct);
    }

    /// <inheritdoc />
    public bool Fits(Notice notice) => RobotSender.Fits(Text(notice), MaxBodyBytes, Signed());

    // Here plain text has one element of markup, <at user_id="all">, and names from outside must not call everybody with it.
    private string Text(Notice notice) =>
        _sender.Text(notice).Replace("<at", "＜at", StringComparison.OrdinalIgnoreCase);

    private Action<Utf8JsonWriter, string> Signed()
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var key = Encoding.UTF8.GetBytes($"{timestamp}\n{_options.Secret}");
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, ReadOnlySpan<byte>.Empty));
        return (json, text) =>
        {
            json.WriteStartObject();
            json.WriteString("timestamp", timestamp);
            json.WriteString("sign", signature);
            json.WriteString("msg_type", "text");
            json.WriteStartObject("content");
            json.WriteString("text", text);
            json.WriteEndObject();
            json.WriteEndObject();
        };
    }

    private static NoticeFailureKind KindOf(long code, string message) =>
        code switch
        {
            // Limited: the robot's own code, and the gateway's.
            11232 or 99991400 => NoticeFailureKind.Throttled,
            // One code for "too many request" and for "Bad Request"; the text alone tells them apart.
            9499 when message.Contains("too many", StringComparison.OrdinalIgnoreCase) => NoticeFailureKind.Throttled,
            // "Bad request" and "params error": too long, or a text that it cannot read.
            9499 or 19002 => NoticeFailureKind.Refused,
            // An inner error.
            2200 => NoticeFailureKind.Transient,
            _ => NoticeFailureKind.Permanent,
        };
}
