using Integration.Webhooks;

namespace Integration.Notices;

/// <summary>The channels that the options configure, made once, and what makes others; all share one handler.</summary>
public sealed class NoticeChannels : IDisposable
{
    private readonly DialGuard _guard;
    private readonly HttpClient _client;
    private readonly TimeProvider _time;

    /// <summary>Makes the channels.</summary>
    /// <param name="options">Valid; read once.</param>
    /// <param name="guard">Asked about every address that is dialled.</param>
    /// <param name="time">For signatures and time-outs.</param>
    public NoticeChannels(NoticesOptions options, DialGuard guard, TimeProvider time)
    {
        _guard = guard;
        _time = time;
        _client = new HttpClient(NoticeHttpHandler.Create(guard, time))
        {
            // Each channel has a time-out of its own.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        All =
        [
            .. options
                .Channels.OrderBy(static channel => channel.Key, StringComparer.Ordinal)
                .Select(channel => Make(channel.Key, channel.Value)),
        ];
    }

    /// <summary>The channels of the options, by name.</summary>
    public IReadOnlyList<ConfiguredChannel> All { get; }

    /// <summary>Makes a channel.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Valid, and with exactly one way.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public ConfiguredChannel Make(string name, NoticeChannelOptions options) =>
        new(name, Make(options), options.MinSeverity);

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private INoticeChannel Make(NoticeChannelOptions options) =>
        options switch
        {
            { Email: { } email } => new EmailChannel(email, _guard, _time),
            { DingTalk: { } robot } => new DingTalkChannel(robot, _client, _time),
            { Feishu: { } robot } => new FeishuChannel(robot, _client, _time),
            { WeCom: { } robot } => new WeComChannel(robot, _client, _time),
            { Sms: { } gateway } => new SmsGatewayChannel(gateway, _client, _time),
            _ => throw new ArgumentException("A channel has no way.", nameof(options)),
        };
}
