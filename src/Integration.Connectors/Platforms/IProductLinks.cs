using Integration.Links;

namespace Integration.Platforms;

/// <summary>Links to the platform's products, as people paste them.</summary>
public interface IProductLinks : IConnector
{
    /// <summary>Reads an address; calls nothing.</summary>
    /// <param name="url">Absolute, without user, on the default port.</param>
    /// <returns>What it leads to; null where it is not an address of a product of this platform.</returns>
    ProductLink? ReadLink(Uri url);

    /// <summary>Whether a redirect of one of this platform's links may be followed to a host.</summary>
    /// <param name="host">A host name, any case.</param>
    bool IsLinkHost(string host);
}
