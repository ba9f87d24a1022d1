using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Accounts;

/// <summary>
/// A platform that replaces both tokens at each exchange and ends the old ones at once, as Pinduoduo does; unless a test wants
/// another manner.
/// </summary>
internal sealed class RotatingPlatform(TimeProvider time) : ITokenRefresh, IConnectionTest
{
    public const string Name = "rotating";
    public const string Secret = "app-secret-1";
    private readonly Lock _lock = new();
    private int _number = 1;
    private int _exchanges;
    private int _tests;

    public ConnectorDeclaration Declaration { get; } = DeclarationOf(Name);

    /// <summary>Exchanges that were asked for.</summary>
    public int Exchanges => Volatile.Read(ref _exchanges);

    /// <summary>Connection tests that were asked for.</summary>
    public int Tests => Volatile.Read(ref _tests);

    /// <summary>The access token that works now.</summary>
    public string AccessToken => $"access-token-{_number}";

    /// <summary>The refresh token that works now.</summary>
    public string RefreshToken => $"refresh-token-{_number}";

    /// <summary>Whether an exchange brings other tokens; else it only lengthens the life of those that are there.</summary>
    public bool Replaces { get; set; } = true;

    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(24);

    /// <summary>When no renewal helps any more; null where it does not tell.</summary>
    public DateTimeOffset? AuthorisationEndsAt { get; set; }

    /// <summary>Answered in place of an exchange.</summary>
    public PlatformFailure? Refusal { get; set; }

    /// <summary>Happens after the tokens were replaced and before the answer is there.</summary>
    public Func<Task> BeforeAnswer { get; set; } = static () => Task.CompletedTask;

    /// <summary>Happens before a test is answered.</summary>
    public Func<CancellationToken, Task> BeforeTest { get; set; } = static _ => Task.CompletedTask;

    public static ConnectorDeclaration DeclarationOf(string platform) =>
        new()
        {
            Platform = platform,
            DisplayName = platform,
            BaseUrls = [],
            TimeZoneId = "UTC",
            AppKinds =
            [
                new AppKind("affiliate", "other shops'", 20, NeedsToken: false),
                new AppKind("seller", "the own shop's", 1, NeedsToken: true),
            ],
        };

    /// <summary>The seller withdraws the authorisation, and gives a new one.</summary>
    public void Replace()
    {
        lock (_lock)
        {
            _number++;
        }
    }

    async Task<PlatformResult<TokenGrant>> ITokenRefresh.RefreshToken(AccountCredentials account, CancellationToken ct)
    {
        lock (_lock)
        {
            _exchanges++;
            if (Refusal is { } refusal)
            {
                return refusal;
            }

            if (account.RefreshToken != RefreshToken)
            {
                return new PlatformFailure(
                    FailureKind.Unauthorised,
                    FailureReason.AuthorisationLost,
                    "The refresh token is not accepted."
                );
            }

            if (Replaces)
            {
                _number++;
            }
        }

        var grant = new TokenGrant(AccessToken, RefreshToken)
        {
            ExpiresAt = time.GetUtcNow() + TokenLife,
            RefreshExpiresAt = AuthorisationEndsAt,
        };
        await BeforeAnswer();
        return grant;
    }

    public async Task<PlatformResult<ConnectionReport>> TestConnection(AccountCredentials account, CancellationToken ct)
    {
        Interlocked.Increment(ref _tests);
        await BeforeTest(ct);
        return account.AppSecret != Secret
                ? new PlatformFailure(
                    FailureKind.Permanent,
                    FailureReason.BadCredentials,
                    "The signature does not fit."
                )
            : account.AccessToken is null
                ? new PlatformFailure(FailureKind.Unauthorised, FailureReason.AuthorisationLost, "There is no token.")
            : account.AccessToken != AccessToken
                ? new PlatformFailure(FailureKind.Unauthorised, FailureReason.TokenExpired, "The token has expired.")
            : new ConnectionReport("items.list", TokenProved: true);
    }
}
