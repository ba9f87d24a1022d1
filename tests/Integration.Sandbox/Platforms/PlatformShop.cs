using System.Globalization;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms;

/// <summary>What the gateways of one platform share: the goods, the tokens, the counts.</summary>
internal sealed class PlatformShop
{
    private long _requests;

    public PlatformShop(PlatformKind kind, PlatformOptions options, TokenRules rules, TimeProvider time)
    {
        (Options, Time) = (options, time);
        Catalogue = new(kind, options, time);
        Orders = new(kind, options, Catalogue, time);
        Tokens = new(options, rules, time);
    }

    public PlatformOptions Options { get; }

    public TimeProvider Time { get; }

    public Catalogue Catalogue { get; }

    public OrderBook Orders { get; }

    public TokenDesk Tokens { get; }

    public CallCounter Counter { get; } = new();

    public PlatformAccount? FindAccount(string? appKey) =>
        Options.Accounts.FirstOrDefault(one => string.Equals(one.AppKey, appKey, StringComparison.Ordinal));

    /// <summary>The application whose key and secret these are; null where they do not fit.</summary>
    public PlatformAccount? FindAccount(string? appKey, string? secret) =>
        FindAccount(appKey) is { } account && string.Equals(account.AppSecret, secret, StringComparison.Ordinal)
            ? account
            : null;

    /// <summary>A product's detail is asked for; null where there is no such product, or it was deleted.</summary>
    public CatalogueProduct? Fetch(string? id)
    {
        if (
            !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || Catalogue.Find(number) is not { Status: not ProductStatus.Deleted } product
        )
        {
            return null;
        }

        Counter.Fetch(number);
        return product;
    }

    /// <summary>Rows that a page of a list really gets.</summary>
    public int PageSize(int asked) => Math.Min(asked, Options.PagesCutTo ?? asked);

    public string NewRequestId() => Seeds.Mix(Options.Seed, Interlocked.Increment(ref _requests)).ToString("x16");
}
