using Integration.Platforms;

namespace Integration.Links;

/// <summary>What came of a pasted text.</summary>
/// <param name="Link">A link of the kind <see cref="ProductLinkKind.Product"/>, or why there is none.</param>
/// <param name="Calls">Calls of the platform's interface that the account made for it.</param>
/// <param name="Refused">
/// The failure of such a call, which may concern the account's other calls too; null where none failed.
/// </param>
public sealed record LinkFinding(PlatformResult<ProductLink> Link, int Calls = 0, PlatformFailure? Refused = null);
