namespace Integration.Formats;

/// <summary>Names that the wallet format carries (W4).</summary>
public sealed class WalletFormatOptions
{
    /// <summary>The body's <c>source</c>.</summary>
    public string Source { get; set; } = "ocr_wallet_service";

    /// <summary>The body's <c>metadata.push_source</c>.</summary>
    public string PushSource { get; set; } = "integration-orleans";

    /// <summary>The body's <c>version</c>.</summary>
    public string Version { get; set; } = "1.0";
}
