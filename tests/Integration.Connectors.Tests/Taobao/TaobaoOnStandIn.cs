using Integration.Platforms;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Taobao;

/// <summary>The connector against a stand-in that answers what a test says.</summary>
public abstract class TaobaoOnStandIn : IAsyncLifetime
{
    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 15, 30, 0, TimeSpan.Zero));

    internal StandIn Platform { get; private set; } = null!;

    internal TaobaoConnector Connector { get; private set; } = null!;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Platform = await StandIn.Start();
        var options = new TaobaoOptions
        {
            TopUrl = new(Platform.Url, "/router/rest"),
            TokenUrl = new(Platform.Url, "/token"),
            CrossBorderUrl = new(Platform.Url, "/rest/"),
        };
        Connector = new(options, Platform.Transport(options, Time), Time);
    }

    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
