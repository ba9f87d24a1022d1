using System.Text;

namespace Integration.Notices;

/// <summary>A group robot of WeCom (enterprise WeChat). It has no signature: the key in its webhook is the whole credential.</summary>
/// <remarks>
/// developer.work.weixin.qq.com, path/91770 "Group robots" (text up to 2,048 bytes of UTF-8, 20 messages a minute) and path/90313
/// "Global codes" (45009 too many calls, 45033 too many at once, 93000 unknown webhook, 40058 and 45002 too long, -1 busy).
/// </remarks>
public sealed class WeComChannel : INoticeChannel
{
    internal const int MaxTextBytes = 2_048;

    private static readonly RobotProtocol Protocol = new(["errcode"], ["errmsg"], static (code, _) => KindOf(code));

    private readonly RobotOptions _options;
    private readonly RobotSender _sender;

    /// <summary>Makes the channel.</summary>
    /// <param name="options">Read once.</param>
    /// <param name="client">See <see cref="NoticeHttpHandler"/>.</param>
    /// <param name="time">For the time-out.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public WeComChannel(RobotOptions options, HttpClient client, TimeProvider time)
    {
        _options = NoticeOptionsFaults.Checked(options);
        _sender = new RobotSender(options, "", Protocol, client, time);
    }

    /// <inheritdoc />
    public string Kind => "wecom";

    /// <inheritdoc />
    public IReadOnlyList<NoticeRate> Rates { get; } = [new(20, TimeSpan.FromMinutes(1))];

    /// <inheritdoc />
    public Task<NoticeResult> Send(Notice notice, CancellationToken ct)
    {
        var text = NoticeText.CutBytes(_sender.Text(notice), MaxTextBytes);
        var body = RobotSender.Body(text, int.MaxValue, RobotSender.WriteText);
        return _sender.Post(_options.Webhook!, body, ct);
    }

    /// <inheritdoc />
    public bool Fits(Notice notice) => Encoding.UTF8.GetByteCount(_sender.Text(notice)) <= MaxTextBytes;

    private static NoticeFailureKind KindOf(long code) =>
        code switch
        {
            -1 => NoticeFailureKind.Transient,
            45009 or 45033 => NoticeFailureKind.Throttled,
            40058 or 45002 => NoticeFailureKind.Refused,
            _ => NoticeFailureKind.Permanent,
        };
}
