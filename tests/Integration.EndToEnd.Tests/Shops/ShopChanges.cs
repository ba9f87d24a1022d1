using System.Diagnostics;
using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Shops;

/// <summary>Changes a shop's orders or products at a rate, whether it is read or not, until it is disposed of.</summary>
internal sealed class ShopChanges : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _changing;

    private ShopChanges(Action<int> shake, int aSecond) => _changing = Change(shake, aSecond);

    /// <summary>Begins to change orders.</summary>
    /// <param name="book">The orders; which of them change and how, follows from the seed.</param>
    /// <param name="aSecond">Changes a second.</param>
    public static ShopChanges Start(OrderBook book, int aSecond) => new(book.Shake, aSecond);

    /// <summary>Begins to change products: most get another price, stock or title, some come, go off the shelf or for good.</summary>
    /// <param name="catalogue">The products.</param>
    /// <param name="aSecond">Changes a second.</param>
    /// <param name="seed">Decides which of them change and how.</param>
    public static ShopChanges Start(Sandbox.Platforms.Catalogue catalogue, int aSecond, int seed)
    {
        var random = new Random(seed);
        return new(
            changes =>
            {
                for (; changes > 0; changes--)
                {
                    Shake(catalogue, random);
                }
            },
            aSecond
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _changing;
        _stop.Dispose();
    }

    private static void Shake(Sandbox.Platforms.Catalogue catalogue, Random random)
    {
        var fate = random.Next(10);
        if (fate == 0)
        {
            catalogue.Add(static made => made);
            return;
        }

        var products = catalogue.Products;
        var number = random.Next(1, 100_000);
        catalogue.Change(
            products[random.Next(products.Count)].Id,
            product =>
                product.Status == ProductStatus.Deleted
                    ? product
                    : fate switch
                    {
                        1 => product with { Status = ProductStatus.Deleted },
                        2 => product with { Status = ProductStatus.OffShelf },
                        3 => product with { Status = ProductStatus.OnSale },
                        4 => product with { GivenTitle = $"Title {number}" },
                        _ => product with
                        {
                            Variants =
                            [
                                .. product.Variants.Select(one => one with { PriceFen = number, Stock = number % 100 }),
                            ],
                        },
                    }
        );
    }

    private async Task Change(Action<int> shake, int aSecond)
    {
        var (started, made) = (Stopwatch.GetTimestamp(), 0);
        using var timer = new PeriodicTimer(Beat);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                var due = (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * aSecond) - made;
                shake(due);
                made += due;
            }
        }
        catch (OperationCanceledException)
        {
            // Enough has changed.
        }
    }
}
