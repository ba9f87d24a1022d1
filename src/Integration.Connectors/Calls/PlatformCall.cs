using Integration.Platforms;

namespace Integration.Calls;

/// <summary>A call to a platform.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="Endpoint">The platform's own name of the call, for rates and measurements; one of a few.</param>
/// <param name="Request">Makes and signs the request anew for each attempt.</param>
/// <param name="Judge">The failure that an answer stands for; null where it is a good one.</param>
internal sealed record PlatformCall(
    string Platform,
    string Endpoint,
    Func<AccountCredentials, HttpRequestMessage> Request,
    Func<PlatformReply, PlatformFailure?> Judge
)
{
    /// <summary>
    /// Whether it asks for tokens, with a refresh token or the code of an authorisation. What is not accepted then is the authorisation
    /// itself: no refresh mends it.
    /// </summary>
    public bool IsRefresh { get; init; }

    /// <summary>
    /// Whether it may be made again when it may have been carried out already; default true, for calls that read. A call that
    /// changes something says false, unless the platform recognises the second one.
    /// </summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>
    /// The code of an authorisation that it exchanges, shown as little as the account's own secrets; null (the default) for other calls.
    /// </summary>
    public string? AuthorisationCode { get; init; }

    /// <summary>A header of the answer that is wanted beside its body; null (the default) for none.</summary>
    public string? KeptHeader { get; init; }
}
