namespace Integration.Sandbox.Platforms;

/// <summary>Issues and judges codes and tokens. Keeps the last 10,000 of each.</summary>
internal sealed class TokenDesk(PlatformOptions options, TokenRules rules, TimeProvider time)
{
    private const int Kept = 10_000;
    private readonly Lock _lock = new();
    private readonly Shelf<Issued> _access = new(Kept);
    private readonly Shelf<Issued> _refresh = new(Kept);
    private readonly Shelf<Issued> _codes = new(Kept);
    private long _number;

    /// <summary>A code as the authorisation page hands it out once the seller agreed.</summary>
    /// <param name="account">The application.</param>
    /// <param name="redirectUri">Where it is sent to; null where it came from no page.</param>
    public string NewCode(PlatformAccount account, string? redirectUri = null)
    {
        lock (_lock)
        {
            var code = NewText("code");
            _codes.Put(
                code,
                new Issued(account, time.GetUtcNow() + options.CodeLifetime) { RedirectUri = redirectUri }
            );
            return code;
        }
    }

    /// <summary>A new authorisation.</summary>
    public TokenGrant Issue(PlatformAccount account)
    {
        lock (_lock)
        {
            return Issue(account, time.GetUtcNow() + options.AuthorisationLifetime, refresh: null);
        }
    }

    /// <summary>Turns a code into tokens, once; null where the code is none of this application, used or too old.</summary>
    /// <param name="code">The code.</param>
    /// <param name="account">The application.</param>
    /// <param name="redirectUri">What the code was sent to, on platforms that want to see it again; null on others.</param>
    public TokenGrant? Redeem(string? code, PlatformAccount account, string? redirectUri = null)
    {
        lock (_lock)
        {
            if (
                code is null
                || _codes.Find(code) is not { } issued
                || issued.Account != account
                || !IsAlive(issued)
                || (redirectUri is not null && issued.RedirectUri is { } sent && sent != redirectUri)
            )
            {
                return null;
            }

            issued.IsRevoked = true;
            return Issue(account, time.GetUtcNow() + options.AuthorisationLifetime, refresh: null);
        }
    }

    /// <summary>Turns a refresh token into a new access token; null where it is none of this application, revoked or too old.</summary>
    public TokenGrant? Refresh(string? refresh, PlatformAccount account)
    {
        lock (_lock)
        {
            if (
                refresh is null
                || _refresh.Find(refresh) is not { } issued
                || issued.Account != account
                || !IsAlive(issued)
            )
            {
                return null;
            }

            if (rules.EndsOld)
            {
                _access.ForEach(one => one.IsRevoked |= one.Account == account);
            }

            issued.IsRevoked = rules.Rotates;
            var ends = rules.Extends ? time.GetUtcNow() + options.AuthorisationLifetime : issued.Expires;
            return Issue(account, ends, rules.Rotates ? null : refresh);
        }
    }

    /// <summary>Judges an access token: <see cref="CallOutcome.Served"/>, or what is wrong with it.</summary>
    public CallOutcome Check(string? token, string appKey)
    {
        lock (_lock)
        {
            return token is null ? CallOutcome.MissingToken
                : _access.Find(token) is not { } issued ? CallOutcome.UnknownToken
                : !string.Equals(issued.Account.AppKey, appKey, StringComparison.Ordinal) ? CallOutcome.ForeignToken
                : issued.IsRevoked ? CallOutcome.RevokedToken
                : IsAlive(issued) ? CallOutcome.Served
                : CallOutcome.ExpiredToken;
        }
    }

    /// <summary>Lets one access token expire now.</summary>
    public void Expire(string token)
    {
        lock (_lock)
        {
            _access.Find(token)?.Expires = time.GetUtcNow();
        }
    }

    /// <summary>Lets all access tokens expire now; refresh tokens still work.</summary>
    public void ExpireAll()
    {
        lock (_lock)
        {
            _access.ForEach(one => one.Expires = time.GetUtcNow());
        }
    }

    /// <summary>Ends all authorisations, as sellers can: only a new code helps.</summary>
    public void RevokeAll()
    {
        lock (_lock)
        {
            _access.ForEach(one => one.IsRevoked = true);
            _refresh.ForEach(one => one.IsRevoked = true);
        }
    }

    private TokenGrant Issue(PlatformAccount account, DateTimeOffset ends, string? refresh)
    {
        var expires = time.GetUtcNow() + options.TokenLifetime;
        expires = expires < ends ? expires : ends;
        var access = NewText("access");
        _access.Put(access, new Issued(account, expires));
        if (refresh is null)
        {
            refresh = NewText("refresh");
            _refresh.Put(refresh, new Issued(account, ends));
        }

        return new TokenGrant(account, access, expires, refresh, ends);
    }

    private bool IsAlive(Issued issued) => !issued.IsRevoked && time.GetUtcNow() < issued.Expires;

    private string NewText(string kind)
    {
        _number++;
        return $"{kind}-{_number}-{Seeds.Mix(options.Seed, Seeds.Of(kind), _number):x16}";
    }

    private sealed class Issued(PlatformAccount account, DateTimeOffset expires)
    {
        public PlatformAccount Account { get; } = account;

        public DateTimeOffset Expires { get; set; } = expires;

        public bool IsRevoked { get; set; }

        public string? RedirectUri { get; init; }
    }

    /// <summary>The last so many, by their text.</summary>
    private sealed class Shelf<T>(int size)
        where T : class
    {
        private readonly Dictionary<string, T> _byText = new(StringComparer.Ordinal);
        private readonly Queue<string> _order = new();

        public void Put(string text, T one)
        {
            if (_order.Count >= size)
            {
                _byText.Remove(_order.Dequeue());
            }

            _byText.Add(text, one);
            _order.Enqueue(text);
        }

        public T? Find(string text) => _byText.GetValueOrDefault(text);

        public void ForEach(Action<T> action)
        {
            foreach (var one in _byText.Values)
            {
                action(one);
            }
        }
    }
}
