using Integration.Access;
using Integration.Problems;
using Integration.Rates;
using Integration.Resources;
using Orleans.Concurrency;

namespace Integration.Accounts;

/// <summary>
/// One account at a platform: the only writer of its configuration, and the only one that renews its token. Key: the account's id.
/// </summary>
[Alias("integration.IAccountGrain")]
public interface IAccountGrain : IConfiguredGrain<AccountSettings, AccountResource>
{
    /// <summary>
    /// Calls the platform with the stored credentials and keeps the result in the account's health. A platform that refuses is a
    /// result, not a problem. Callers at once share one test.
    /// </summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:30")]
    [Alias("TestConnection")]
    Task<Outcome<ConnectionCheck>> TestConnection(CancellationToken ct);

    /// <summary>
    /// A test that a person asked for: as <see cref="TestConnection"/>, but a repeat of the request gets the answer of the first.
    /// </summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:30")]
    [Alias("TestFor")]
    Task<Outcome<ConnectionCheck>> TestFor(WriteContext context, CancellationToken ct);

    /// <summary>
    /// Gets another access token unless there is one already. Callers at once share one exchange, which goes on when they
    /// leave.
    /// </summary>
    /// <param name="refused">The print of the token that the platform refused, not the token.</param>
    /// <param name="ct">Ends the wait.</param>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:30")]
    [Alias("Renew")]
    Task<AccountRenewal> Renew(byte[] refused, CancellationToken ct);

    /// <summary>
    /// Exchanges the code of a person's authorisation for tokens and stores them; audited. Callers at once with the same code share one
    /// exchange, which goes on when they leave.
    /// </summary>
    /// <param name="request">The code.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="ct">Ends the wait.</param>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:30")]
    [Alias("ExchangeCode")]
    Task<Outcome<AccountResource>> ExchangeCode(
        AuthorisationRequest request,
        WriteContext context,
        CancellationToken ct
    );

    /// <summary>The page on which a person authorises the account's app.</summary>
    /// <param name="redirectUri">Where the platform sends the person and the code.</param>
    /// <param name="state">What comes back beside the code; null for nothing.</param>
    /// <param name="ct">Ends the wait.</param>
    [AlwaysInterleave]
    [Alias("ShowAuthorisationPage")]
    Task<Outcome<AuthorisationPage>> ShowAuthorisationPage(string redirectUri, string? state, CancellationToken ct);

    /// <summary>What was learnt about the platform's rate for this account.</summary>
    [AlwaysInterleave]
    [Alias("ShowRate")]
    Task<Outcome<RateStatus>> ShowRate(CancellationToken ct);

    /// <summary>Forgets pauses and what was learnt of the rate; audited.</summary>
    [AlwaysInterleave]
    [Alias("ForgetRate")]
    Task<Outcome<RateStatus>> ForgetRate(WriteContext context, CancellationToken ct);

    /// <summary>How the latest call of some silo ended.</summary>
    [AlwaysInterleave]
    [Alias("NoteCall")]
    Task NoteCall(AccountCheck check, CancellationToken ct);
}
