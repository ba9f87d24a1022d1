namespace Integration.Notices;

/// <summary>Robots of all kinds on one server, and channels to them.</summary>
internal sealed class RobotScope : IAsyncDisposable
{
    private RobotScope(NoticeScope notices, RobotServer server) => (Notices, Server) = (notices, server);

    public NoticeScope Notices { get; }

    public RobotServer Server { get; }

    public static async Task<RobotScope> Start()
    {
        var notices = new NoticeScope();
        return new RobotScope(notices, await RobotServer.Start(() => notices.Time.GetUtcNow()));
    }

    public INoticeChannel Channel(string kind, string secret = RobotServer.Secret) =>
        Notices.Robot(kind, Webhook(kind), secret);

    public Uri Webhook(string kind) =>
        kind switch
        {
            "dingtalk" => Server.DingTalk,
            "feishu" => Server.Feishu,
            _ => Server.WeCom,
        };

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Notices.Dispose();
    }
}
