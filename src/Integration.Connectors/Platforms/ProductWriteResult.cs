namespace Integration.Platforms;

/// <summary>What came of creating or changing one product.</summary>
/// <param name="SellerCode">The draft's code.</param>
/// <param name="Outcome">The product as the platform knows it from now on, or why it is not done.</param>
public sealed record ProductWriteResult(string SellerCode, PlatformResult<WrittenProduct> Outcome);
