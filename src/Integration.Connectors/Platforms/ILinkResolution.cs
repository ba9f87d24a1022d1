namespace Integration.Platforms;

/// <summary>
/// Links and share words that only a call of the platform leads on from, made by an account whose kind of app may make it
/// (<see cref="AppKind.ResolvesLinks"/>).
/// </summary>
public interface ILinkResolution : IProductLinks
{
    /// <summary>The words that the platform's own application makes to be passed on in place of a link; calls nothing.</summary>
    /// <param name="text">As people paste it, with whatever stands around the words.</param>
    /// <returns>The words with the signs around them; null where there are none, or the platform has no such thing.</returns>
    string? FindShareWords(string text) => null;

    /// <summary>Asks the platform where a link or share words lead to.</summary>
    /// <param name="account">Of a kind that resolves links.</param>
    /// <param name="link">An address of the kind <see cref="Links.ProductLinkKind.PlatformResolved"/>, or share words.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>
    /// An absolute address, to be read as one that was pasted: it may be no product's, or need another step. Or why there is none.
    /// </returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<PlatformResult<Uri>> ResolveLink(AccountCredentials account, string link, CancellationToken ct);
}
