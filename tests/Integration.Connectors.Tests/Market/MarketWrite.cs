using Integration.Platforms;

namespace Integration.Market;

/// <summary>A call that writes products.</summary>
/// <param name="Call">Its name.</param>
/// <param name="Key">The field by which a result is told apart.</param>
/// <param name="KeyOf">Its value for a draft.</param>
/// <param name="Limit">How many it takes.</param>
internal sealed record MarketWrite(
    string Call,
    string Key,
    Func<ProductDraft, string?> KeyOf,
    Func<BatchLimits, int> Limit
);
