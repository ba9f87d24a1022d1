using System.Globalization;

namespace Integration.Sandbox.Platforms;

/// <summary>What the gateways of one platform share: the goods, the tokens, the counts.</summary>
internal sealed class PlatformShop(PlatformKind kind, PlatformOptions options, TokenRules rules, TimeProvider time)
{
    private long _requests;

    public PlatformOptions Options => options;

    public TimeProvider Time => time;

    public Catalogue Catalogue { get; } = new(kind, options, time);

    public TokenDesk Tokens { get; } = new(options, rules, time);

    public CallCounter Counter { get; } = new();

    public PlatformAccount? FindAccount(string? appKey) =>
        options.Accounts.FirstOrDefault(one => string.Equals(one.AppKey, appKey, StringComparison.Ordinal));

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
    public int PageSize(int asked) => Math.Min(asked, options.PagesCutTo ?? asked);

    public string NewRequestId() => Seeds.Mix(options.Seed, Interlocked.Increment(ref _requests)).ToString("x16");
}
