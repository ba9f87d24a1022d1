using Integration.Shops;

namespace Integration.Sync;

/// <summary>A shop whose webhooks are heard.</summary>
internal static class HeardShop
{
    public const string Source = "shop-hooks";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Synced, and heard from now on.</summary>
    public static async Task<SyncScope> Open(StorageFixture fixture)
    {
        var scope = await SyncScope.OpenBook(fixture, orders: 2);
        await scope.Sync(SyncMode.Full);
        await scope.WriteShop(Settings(Source), version: 2);
        (await Due(scope)).Should().Equal(SyncScope.Shop);
        await scope.Records().Hear(SyncScope.Shop, Ct);
        (await Due(scope)).Should().BeEmpty();
        return scope;
    }

    public static ShopSettings Settings(string webhooks) =>
        new()
        {
            Id = SyncScope.Shop,
            Account = SyncScope.AccountId,
            Webhooks = webhooks,
        };

    public static async Task Receive(SyncScope scope, params string?[] subjects)
    {
        scope.Storage.Now = scope.Clock.UtcNow();
        foreach (var subject in subjects)
        {
            await scope.Storage.Append(scope.Storage.Draft(source: Source) with { Subject = subject });
        }
    }

    /// <summary>What was received before is old enough then.</summary>
    public static void PassLag(SyncScope scope) =>
        scope.Time.Advance(scope.Options.HintLag + TimeSpan.FromMilliseconds(1));

    public static Task<IReadOnlyList<string>> Due(SyncScope scope, int limit = 10)
    {
        var now = scope.Clock.UtcNow();
        return scope.Hints.Due(now - scope.Options.HintReach, now - scope.Options.HintLag, limit, Ct);
    }
}
