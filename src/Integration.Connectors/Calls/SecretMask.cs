using Integration.Platforms;

namespace Integration.Calls;

/// <summary>Keeps an account's secrets out of what is shown, whatever a platform echoes.</summary>
internal sealed class SecretMask
{
    /// <summary>Masks nothing.</summary>
    public static readonly SecretMask None = new([]);

    private readonly string[] _secrets;

    /// <summary>Masks an account's secret and tokens, and the code that a call exchanges.</summary>
    public SecretMask(AccountCredentials account, string? authorisationCode = null)
        : this([account.AppSecret, account.AccessToken, account.RefreshToken, authorisationCode]) { }

    // The longest first: where one begins with another, the rest of the longer one would stay.
    private SecretMask(string?[] secrets) =>
        _secrets = [.. secrets.OfType<string>().Where(static one => one.Length > 0).OrderByDescending(Length)];

    /// <summary>
    /// The text with stars in place of secrets. Must see the whole text: one that was cut may end in half a secret, which nothing
    /// finds any more.
    /// </summary>
    public string? Of(string? text) =>
        _secrets.Aggregate(text, static (shown, secret) => shown?.Replace(secret, "***", StringComparison.Ordinal));

    private static int Length(string text) => text.Length;
}
