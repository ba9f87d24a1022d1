using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Integration.Notices;

/// <summary>
/// A signed group robot of DingTalk. The time in milliseconds and the signature are added to the webhook's query; the signature is
/// HMAC-SHA256 with the secret as key over <c>time + "\n" + secret</c>, in base64, then escaped. The time may be off by an hour.
/// </summary>
/// <remarks>
/// open.dingtalk.com, "Custom robots": "Security settings" (signature) and "Send group messages" (message types, 20 messages a
/// minute, 10 minutes of being limited beyond). Codes as the platform answers them: 130101 "send too fast, exceed 20 times per
/// minute", 460101 "message too long, exceed 20000 bytes", 310000 for signature, keyword and address alike.
/// </remarks>
public sealed class DingTalkChannel : INoticeChannel
{
    internal const int MaxBodyBytes = 20_000;

    private static readonly RobotProtocol Protocol = new(["errcode"], ["errmsg"], static (code, _) => KindOf(code));

    private readonly SignedRobotOptions _options;
    private readonly RobotSender _sender;
    private readonly TimeProvider _time;

    /// <summary>Makes the channel.</summary>
    /// <param name="options">Read once.</param>
    /// <param name="client">See <see cref="NoticeHttpHandler"/>.</param>
    /// <param name="time">For the signature and the time-out.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public DingTalkChannel(SignedRobotOptions options, HttpClient client, TimeProvider time)
    {
        _options = NoticeOptionsFaults.Checked(options);
        _sender = new RobotSender(options, options.Secret, Protocol, client, time);
        _time = time;
    }

    /// <inheritdoc />
    public string Kind => "dingtalk";

    /// <inheritdoc />
    public IReadOnlyList<NoticeRate> Rates { get; } = [new(20, TimeSpan.FromMinutes(1))];

    /// <inheritdoc />
    public Task<NoticeResult> Send(Notice notice, CancellationToken ct)
    {
        var body = RobotSender.Body(_sender.Text(notice), MaxBodyBytes, RobotSender.WriteText);
        return _sender.Post(Signed(_options.Webhook!), body, ct);
    }

    /// <inheritdoc />
    public bool Fits(Notice notice) => RobotSender.Fits(_sender.Text(notice), MaxBodyBytes, RobotSender.WriteText);

    private Uri Signed(Uri webhook)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(_options.Secret),
            Encoding.UTF8.GetBytes($"{timestamp}\n{_options.Secret}")
        );
        var signature = Uri.EscapeDataString(Convert.ToBase64String(hash));
        var divider = webhook.Query.Length == 0 ? '?' : '&';
        return new Uri(
            $"{webhook.GetLeftPart(UriPartial.Query)}{divider}timestamp={timestamp}&sign={signature}",
            UriKind.Absolute
        );
    }

    private static NoticeFailureKind KindOf(long code) =>
        code switch
        {
            // Busy.
            -1 => NoticeFailureKind.Transient,
            // Too fast: two spellings, and the webhook's own limit.
            130101 or 410100 or 90030 => NoticeFailureKind.Throttled,
            // Too long, an unsafe link, unsuitable text or pictures.
            460101 or (>= 430101 and <= 430104) => NoticeFailureKind.Refused,
            _ => NoticeFailureKind.Permanent,
        };
}
