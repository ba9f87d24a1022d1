namespace Integration.Notices;

/// <summary>A way to people: mail, a group robot, text messages.</summary>
public interface INoticeChannel
{
    /// <summary>What kind it is: <c>email</c>, <c>dingtalk</c>, <c>feishu</c>, <c>wecom</c> or <c>sms</c>.</summary>
    string Kind { get; }

    /// <summary>How many messages the other side takes; empty for no known limit. All of them hold.</summary>
    IReadOnlyList<NoticeRate> Rates { get; }

    /// <summary>
    /// Whether all of a notice can be shown. Each channel counts in its own way: characters, bytes, bytes of the body around it.
    /// </summary>
    bool Fits(Notice notice);

    /// <summary>
    /// Makes one attempt and never a second one. Everything that the other side or the network can do wrong comes back as a
    /// value. A text that is too long for the channel is cut.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled; whether the notice arrived is
    /// then unknown.</exception>
    Task<NoticeResult> Send(Notice notice, CancellationToken ct);
}
