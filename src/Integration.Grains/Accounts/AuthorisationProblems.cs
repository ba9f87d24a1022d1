using Integration.Problems;

namespace Integration.Accounts;

/// <summary>The problems of authorisations that do not follow from what the platform said.</summary>
internal static class AuthorisationProblems
{
    /// <summary>The caller has waited as long as it may.</summary>
    public static Problem StillUnderWay { get; } =
        Unknown(
            "The exchange takes longer than a request may wait; it goes on. Read the account in a minute: secret_changed_at tells whether "
                + "the tokens came. If not, let a person authorise the app again."
        );

    /// <summary>A person was faster, with other tokens.</summary>
    public static Problem Overtaken { get; } =
        new(
            "stale-version",
            412,
            "The account was given other tokens while the code was exchanged; those stay, and the code is spent. Where the ones of the "
                + "authorisation are wanted, let a person authorise the app again."
        );

    /// <summary>One at a time.</summary>
    public static Problem AnotherUnderWay { get; } =
        new("try-later", 503, "Another code of this account is being exchanged at this moment; send this one again.")
        {
            RetryAfter = TimeSpan.FromSeconds(2),
        };

    public static Problem Unknown(string detail) => new("authorisation-unknown", 502, detail);

    public static Problem NotKept(string why) =>
        Unknown(
            $"The platform granted tokens, but they could not be stored and are lost: {why} Let a person authorise the app again."
        );

    public static Problem NoExchange(string platform) =>
        new(
            "no-token-exchange",
            409,
            $"The connector of '{platform}' exchanges no codes; get the tokens at the platform and PATCH them into the account."
        );

    public static Problem NoPage(string platform, string? appKind) =>
        new(
            "no-authorisation-page",
            409,
            $"The documents of '{platform}' name no page on which an app of the kind {appKind} is authorised; begin at the platform "
                + "itself, and send the code that it gives."
        );
}
