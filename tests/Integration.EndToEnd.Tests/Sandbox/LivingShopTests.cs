using Microsoft.Extensions.Time.Testing;

namespace Integration.Sandbox.Shop;

/// <summary>The demo's shop between two runs on one folder.</summary>
public sealed class LivingShopTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("integration-shop-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 27, 8, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Open_AfterAnEarlierRun_GoesOnWithItsOrdersAsChangedNow()
    {
        string[] left;
        await using (var first = await LivingShop.Open(_folder.FullName, _time))
        {
            await Live(first, beats: 20);
            left =
            [
                .. first.Orders.Select(order => $"{order.Number} {order.Status} {order.Created:o} {order.Lines.Count}"),
            ];
        }

        _time.Advance(TimeSpan.FromHours(1));
        await using var second = await LivingShop.Open(_folder.FullName, _time);

        second
            .Orders.Select(order => $"{order.Number} {order.Status} {order.Created:o} {order.Lines.Count}")
            .Should()
            .Equal(left);
        second.Orders.Should().OnlyContain(order => order.Updated == _time.GetUtcNow());
        await Live(second, beats: 20);
        second.Orders.Select(order => order.Number).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Open_FileCannotBeRead_IsANewShop()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "demo-temu-shop.json"),
            "{\"Made\":",
            TestContext.Current.CancellationToken
        );

        await using var shop = await LivingShop.Open(_folder.FullName, _time);

        shop.Orders.Should().HaveCountGreaterThan(100);
    }

    private async Task Live(LivingShop shop, int beats)
    {
        using var still = new CancellationTokenSource();
        var life = shop.Live(still.Token);
        for (var beat = 0; beat < beats; beat++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }

        await still.CancelAsync();
        await life;
    }
}
