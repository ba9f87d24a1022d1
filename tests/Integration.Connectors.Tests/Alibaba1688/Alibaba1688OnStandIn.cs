using Integration.Platforms;

namespace Integration.Alibaba1688;

/// <summary>The connector against a stand-in that answers what a test says.</summary>
public abstract class Alibaba1688OnStandIn : IAsyncLifetime
{
    internal StandIn Platform { get; private set; } = null!;

    internal Alibaba1688Connector Connector { get; private set; } = null!;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Platform = await StandIn.Start();
        var options = new Alibaba1688Options { GatewayUrl = new(Platform.Url, "/openapi/") };
        Connector = new(options, Platform.Transport(options, TimeProvider.System), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
