using Integration.Calls;
using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Platforms;

namespace Integration.Links;

/// <summary>Finds the product behind a pasted link or share words, one step at a time.</summary>
public sealed class LinkExpander
{
    private readonly IProductLinks[] _readers;
    private readonly LinkRedirects _redirects;
    private readonly LinkOptions _options;

    /// <summary>Makes an expander.</summary>
    /// <param name="catalogue">Its connectors with <see cref="IProductLinks"/> say what is a link.</param>
    /// <param name="http">Must not follow redirects by itself; not disposed here.</param>
    /// <param name="options">Read at each link; must be valid.</param>
    /// <param name="time">For the time of a step.</param>
    public LinkExpander(ConnectorCatalogue catalogue, HttpMessageInvoker http, LinkOptions options, TimeProvider time)
    {
        _readers = [.. catalogue.Connectors.OfType<IProductLinks>()];
        _redirects = new(new HttpExchange(http, time), options);
        _options = options;
    }

    /// <summary>The product that a pasted text leads to without a call of an account.</summary>
    /// <param name="text">As it was pasted, with whatever stands around the address.</param>
    /// <param name="ct">Ends the request under way.</param>
    /// <returns>A link of the kind <see cref="ProductLinkKind.Product"/>, or why there is none.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<PlatformResult<ProductLink>> Find(string text, CancellationToken ct) =>
        (await Find(text, account: null, ct)).Link;

    /// <summary>
    /// The product that a pasted text leads to. Only short links cause requests, and only what the platform alone can resolve causes
    /// calls of the account. An address counts before share words.
    /// </summary>
    /// <param name="text">As it was pasted, with whatever stands around the address or the words.</param>
    /// <param name="account">Makes the calls of its platform; null for none.</param>
    /// <param name="ct">Ends the request under way.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<LinkFinding> Find(string text, PlatformAccount? account, CancellationToken ct)
    {
        var link = PastedText
            .Addresses(text, _options.MaxCharacters, _options.MaxAddresses)
            .Select(Read)
            .FirstOrDefault(static found => found is not null);
        if (link is { Kind: ProductLinkKind.Product })
        {
            return new(link);
        }

        if (link is not null)
        {
            var reader = Array.Find(_readers, one => one.Declaration.Platform == link.Platform)!;
            return await Walk(reader, account).From(link, ct);
        }

        var looked = text.Length > _options.MaxCharacters ? text[.._options.MaxCharacters] : text;
        foreach (var reader in _readers.OfType<ILinkResolution>())
        {
            if (reader.FindShareWords(looked) is { } words)
            {
                return await Walk(reader, account).From(words, ct);
            }
        }

        return new(Failures.InvalidRequest("There is no address of a product of a known platform in it."));
    }

    private LinkWalk Walk(IProductLinks reader, PlatformAccount? account) => new(reader, _redirects, _options, account);

    private ProductLink? Read(Uri url) =>
        _readers.Select(reader => reader.ReadLink(url)).FirstOrDefault(static found => found is not null);
}
