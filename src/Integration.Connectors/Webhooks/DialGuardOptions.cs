namespace Integration.Webhooks;

/// <summary>
/// Which addresses may be dialled. In this order: <see cref="Deny"/>, <see cref="Allow"/>, the built-in list of
/// addresses that are never a subscriber (cloud metadata, link-local, unspecified, multicast, broadcast), and
/// <see cref="AllowPrivateNetworks"/>.
/// </summary>
public sealed class DialGuardOptions
{
    /// <summary>
    /// Whether loopback, private, shared and reserved networks may be dialled. Default true, because subscribers are
    /// often internal applications. Set it to false where people outside the company may set subscriber URLs.
    /// </summary>
    public bool AllowPrivateNetworks { get; set; } = true;

    /// <summary>
    /// Networks that may be dialled whatever the built-in lists say, as CIDR (<c>10.1.0.0/16</c>) or single
    /// addresses, at most 1,000. Default none. Naming a metadata address here opens it to every subscriber.
    /// </summary>
    public IList<string> Allow { get; set; } = [];

    /// <summary>
    /// Networks that must not be dialled, as CIDR or single addresses, at most 1,000; wins over
    /// <see cref="Allow"/>. Default none.
    /// </summary>
    public IList<string> Deny { get; set; } = [];
}
