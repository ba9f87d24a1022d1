using System.Text.RegularExpressions;

namespace Integration.Links;

/// <summary>A form of address that leads to a product.</summary>
/// <param name="Host">A host, or <c>*.</c> and a domain for every host below it; lower case.</param>
/// <param name="Path">Which paths, whole; the group <c>id</c> is the product's id where it stands in the path.</param>
/// <param name="QueryField">The query field with the id; null where it stands in the path.</param>
/// <param name="WithoutId">What an address of this form without an id is; null where it is none of ours.</param>
internal sealed record ProductLinkRule(
    string Host,
    Regex Path,
    string? QueryField = null,
    ProductLinkKind? WithoutId = null
)
{
    /// <summary>Whether the rule is about a host.</summary>
    public bool IsAbout(string host) =>
        Host.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(Host[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(Host, StringComparison.OrdinalIgnoreCase);
}
