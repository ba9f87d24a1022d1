using Integration.Platforms;

namespace Integration.Products;

/// <summary>A row of a list that is no product. One bad row does not take its page with it.</summary>
/// <param name="Failure">Why it is none.</param>
/// <param name="Raw">The row as the platform sent it.</param>
[GenerateSerializer, Immutable, Alias("integration.UnreadProduct")]
public sealed record UnreadProduct([property: Id(0)] PlatformFailure Failure, [property: Id(1)] RawPayload Raw);
