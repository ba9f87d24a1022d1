using Integration.Platforms;

namespace Integration.Caching;

/// <summary>What a write leaves of what was kept.</summary>
public sealed class CacheWriteTests
{
    [Fact]
    public async Task Write_RemovesTheProductInAllItsWaysAndNoOther()
    {
        await using var scope = new CacheScope();
        await using var other = scope.Silo();
        await scope.Get("1");
        await scope.Get("1", language: "en");
        await scope.Get("2");
        await scope.Get("1", account: CacheScope.Account with { AccountId = "account-2" });
        await scope.Cache.Changed("shop", "account-1", ["1"]);
        await scope.Get("1");
        await scope.Get("1", language: "en");
        scope.Shop.Calls.Should().HaveCount(6);
        await scope.Get("2");
        await scope.Get("1", account: CacheScope.Account with { AccountId = "account-2" });
        scope.Shop.Calls.Should().HaveCount(6);
    }

    [Fact]
    public async Task Write_DuringARead_KeepsTheOldOneOut()
    {
        await using var scope = new CacheScope();
        var open = new TaskCompletionSource();
        scope.Shop.Open = open.Task;
        var asked = scope.Get("1");
        await Patience.Until(() => !scope.Shop.Calls.IsEmpty);
        await scope.Cache.Changed("shop", "account-1", ["1"]);
        open.SetResult();
        (await asked).Succeeded.Should().BeTrue("it is told to those who asked before the write");
        await scope.Get("1");
        scope.Shop.Calls.Should().HaveCount(2);
    }

    [Fact]
    public async Task Write_WhileAReadIsBeingKept_KeepsTheOldOneOut()
    {
        await using var scope = new CacheScope();
        // The write's removal comes too early for the shared level: the old one is not there yet.
        scope.Shared.Writing = () => scope.Cache.Changed("shop", "account-1", ["1"]);
        (await scope.Get("1")).Succeeded.Should().BeTrue();
        scope.Shared.Writing = static () => Task.CompletedTask;
        scope.Shared.Count.Should().Be(0);
        await scope.Get("1");
        scope.Shop.Calls.Should().HaveCount(2);
    }
}
