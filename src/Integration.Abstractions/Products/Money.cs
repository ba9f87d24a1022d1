namespace Integration.Products;

/// <summary>An amount of money.</summary>
/// <param name="Amount">In whole units of the currency (yuan, not fen), with the decimals that the platform gave.</param>
/// <param name="Currency">ISO 4217 code, upper case.</param>
[GenerateSerializer, Immutable, Alias("integration.Money")]
public sealed record Money([property: Id(0)] decimal Amount, [property: Id(1)] string Currency);
