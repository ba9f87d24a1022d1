using Integration.Calls;
using Integration.Products;

namespace Integration.Platforms;

/// <summary>What an answer says of a list.</summary>
/// <param name="Reply">The answer.</param>
/// <param name="Rows">The rows in it; one that could not be read is null.</param>
/// <param name="Total">Rows that match in all; null where the answer does not tell.</param>
internal sealed record ListAnswer(PlatformReply Reply, ProductListItem?[] Rows, long? Total);
