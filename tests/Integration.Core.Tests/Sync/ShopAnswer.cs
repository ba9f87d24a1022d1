namespace Integration.Sync;

/// <summary>A page of the simulated list.</summary>
internal sealed record ShopAnswer(ShopRecord[] Rows, string? NextCursor, long? Total, bool BeyondLimit);
