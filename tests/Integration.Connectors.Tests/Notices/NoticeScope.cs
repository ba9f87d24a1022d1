using Integration.Alerts;
using Integration.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Notices;

/// <summary>A clock that stands until a test moves it, a client as the hub makes it, and notices.</summary>
internal sealed class NoticeScope : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public NoticeScope() => Client = new HttpClient(NoticeHttpHandler.Create(Guard, Time));

    /// <summary>As the hub has it unless somebody sets it otherwise.</summary>
    public static DialGuard Guard { get; } = new(new DialGuardOptions());

    public FakeTimeProvider Time { get; } = new(Start);

    public HttpClient Client { get; }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Notice Notice(string id = "n1", string title = "Calls fail", string text = "Account main.") =>
        new()
        {
            Id = id,
            Title = title,
            Text = text,
            Severity = AlertSeverity.Warning,
            At = Start,
        };

    public static SignedRobotOptions Signed(Uri webhook, string secret = RobotServer.Secret) =>
        new() { Webhook = webhook, Secret = secret };

    /// <summary>The channel of a robot by its kind.</summary>
    public INoticeChannel Robot(string kind, Uri webhook, string secret = RobotServer.Secret) =>
        kind switch
        {
            "dingtalk" => new DingTalkChannel(Signed(webhook, secret), Client, Time),
            "feishu" => new FeishuChannel(Signed(webhook, secret), Client, Time),
            _ => new WeComChannel(new RobotOptions { Webhook = webhook }, Client, Time),
        };

    public void Dispose() => Client.Dispose();
}
