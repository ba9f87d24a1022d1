using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Accounts;

/// <summary>A platform whose first tokens come for a code, which lives once; another authorisation ends the tokens of the one before.</summary>
internal sealed class CodePlatform(TimeProvider time) : ITokenExchange, ITokenRefresh
{
    public const string Name = "codes";
    private readonly Lock _lock = new();
    private readonly HashSet<string> _codes = new(StringComparer.Ordinal);
    private int _number;
    private int _exchanges;
    private int _refreshes;

    public ConnectorDeclaration Declaration { get; } = RotatingPlatform.DeclarationOf(Name);

    /// <summary>Exchanges of codes that were asked for.</summary>
    public int Exchanges => Volatile.Read(ref _exchanges);

    /// <summary>Refreshes that were asked for.</summary>
    public int Refreshes => Volatile.Read(ref _refreshes);

    /// <summary>The access token that works now.</summary>
    public string AccessToken => $"access-token-{_number}";

    /// <summary>What came with the last code.</summary>
    public Uri? RedirectUri { get; private set; }

    /// <summary>Answered in place of an exchange.</summary>
    public PlatformFailure? Refusal { get; set; }

    /// <summary>Happens after the code was spent and before the answer is there.</summary>
    public Func<Task> BeforeAnswer { get; set; } = static () => Task.CompletedTask;

    /// <summary>A person authorises the app.</summary>
    public string NewCode()
    {
        lock (_lock)
        {
            var code = $"code-{_codes.Count + _number + 1}";
            _codes.Add(code);
            return code;
        }
    }

    public async Task<PlatformResult<TokenGrant>> ExchangeCode(
        AccountCredentials account,
        AuthorisationCode code,
        CancellationToken ct
    )
    {
        lock (_lock)
        {
            _exchanges++;
            if (Refusal is { } refusal)
            {
                return refusal;
            }

            if (!_codes.Remove(code.Code))
            {
                return new PlatformFailure(
                    FailureKind.Unauthorised,
                    FailureReason.AuthorisationLost,
                    "The code is not accepted."
                )
                {
                    Code = "10014",
                    HttpStatus = 200,
                };
            }

            RedirectUri = code.RedirectUri;
            _number++;
        }

        var grant = Grant();
        await BeforeAnswer();
        return grant;
    }

    public Task<PlatformResult<TokenGrant>> RefreshToken(AccountCredentials account, CancellationToken ct)
    {
        lock (_lock)
        {
            _refreshes++;
            PlatformResult<TokenGrant> refused = new PlatformFailure(
                FailureKind.Unauthorised,
                FailureReason.AuthorisationLost,
                "The refresh token is not accepted."
            );
            if (account.RefreshToken != $"refresh-token-{_number}")
            {
                return Task.FromResult(refused);
            }

            _number++;
        }

        return Task.FromResult<PlatformResult<TokenGrant>>(Grant());
    }

    public Uri? AuthorisationPage(AccountCredentials account, Uri redirectUri, string? state) =>
        account.AppKind == "affiliate"
            ? null
            : new(
                $"https://codes.example.com/{account.AppKey}?to={Uri.EscapeDataString(redirectUri.OriginalString)}&s={state}"
            );

    private TokenGrant Grant() =>
        new(AccessToken, $"refresh-token-{_number}")
        {
            ExpiresAt = time.GetUtcNow().AddHours(24),
            RefreshExpiresAt = time.GetUtcNow().AddDays(90),
        };
}
