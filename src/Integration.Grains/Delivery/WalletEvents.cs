namespace Integration.Delivery;

/// <summary>What is special about W4 rows.</summary>
internal static class WalletEvents
{
    public const string Type = "ocr_wallet_data";

    /// <summary>Unless the subscriber says otherwise, a recognised code older than this is of no use (W2).</summary>
    public static readonly TimeSpan DefaultFreshness = TimeSpan.FromMinutes(5);
}
