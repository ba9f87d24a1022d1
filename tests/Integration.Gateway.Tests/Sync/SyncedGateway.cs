using Integration.Access;

namespace Integration.Sync;

/// <summary>A gateway on a database with synced shops.</summary>
internal sealed class SyncedGateway : IAsyncDisposable
{
    private readonly string _viewer;

    private SyncedGateway(StorageScope storage, GatewayScope gateway)
    {
        Storage = storage;
        Gateway = gateway;
        Desk = new SyncDesk(storage);
        _viewer = gateway.AddKey(Role.Viewer);
    }

    public StorageScope Storage { get; }

    public GatewayScope Gateway { get; }

    public SyncDesk Desk { get; }

    public static async Task<SyncedGateway> Open(StorageFixture fixture, params (string Name, string Value)[] settings)
    {
        var storage = await fixture.Open();
        return new SyncedGateway(storage, await GatewayScope.StartOn(storage.Database.ConnectionString, settings));
    }

    /// <summary>As a viewer sees it.</summary>
    public Task<HttpResponseMessage> Get(string path) => Gateway.Get(path, _viewer);

    /// <summary>As somebody of a role sees it.</summary>
    public Task<HttpResponseMessage> Get(string path, Role role) => Gateway.Get(path, Gateway.AddKey(role));

    /// <summary>A stream, as a viewer opens it.</summary>
    public async Task<(HttpResponseMessage Answer, EventReader Events)> Stream(string path, string? lastEventId = null)
    {
        var answer = await Gateway.Open(path, _viewer, lastEventId);
        var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        return (answer, new EventReader(new StreamReader(body)));
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Storage.DisposeAsync();
    }
}
