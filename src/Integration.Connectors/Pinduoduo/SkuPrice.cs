namespace Integration.Pinduoduo;

/// <summary>The two prices of a variant.</summary>
/// <param name="SkuId">The variant.</param>
/// <param name="GroupFen">What a group pays.</param>
/// <param name="SingleFen">What a single buyer pays.</param>
internal sealed record SkuPrice(long SkuId, long GroupFen, long SingleFen);
