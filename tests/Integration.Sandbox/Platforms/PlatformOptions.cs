using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms;

/// <summary>How a platform of the sandbox starts. What may change while it runs is a member of <see cref="SandboxPlatform"/>.</summary>
public sealed record PlatformOptions
{
    /// <summary>The most products of one catalogue.</summary>
    public const int MaxProducts = 1_000_000;

    /// <summary>The port on the loopback address; 0 (the default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Decides catalogue, tokens and faults: the same number, the same run. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Products of the shop at start, 0 to <see cref="MaxProducts"/>. Default 200.</summary>
    public int Products { get; init; } = 200;

    /// <summary>The orders of the shop, where the platform has calls for them.</summary>
    public OrderOptions Orders { get; init; } = new();

    /// <summary>Every how many-th product starts off the shelf; 0 (the default): none.</summary>
    public int OffShelfEvery { get; init; }

    /// <summary>The applications that the platform knows, at least one, each key once.</summary>
    public IReadOnlyList<PlatformAccount> Accounts { get; init; } =
    [new PlatformAccount("12345678", "sandbox-secret", "sandbox-shop")];

    /// <summary>How long an access token works. Default 24 hours.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a seller's authorisation (the refresh token) lasts. Default 30 days.</summary>
    public TimeSpan AuthorisationLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a code of the authorisation page works. Default 10 minutes.</summary>
    public TimeSpan CodeLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How far a request's timestamp may lie from now; null (the default): as the platform's documents say.</summary>
    public TimeSpan? MaxSkew { get; init; }

    /// <summary>The rate limit; null (the default): none.</summary>
    public RateRule? Limit { get; init; }

    /// <summary>What goes wrong. Default: nothing.</summary>
    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <summary>
    /// Lists of the own shop have at most so many rows a page, whatever is asked for, and say nothing about it; null (the default):
    /// as many as are asked for.
    /// </summary>
    public int? PagesCutTo { get; init; }

    /// <summary>Pinduoduo: whether the applications have the grant that shows SKUs of other shops' goods. Default true.</summary>
    public bool SkuGrant { get; init; } = true;

    /// <summary>Bytes of a request's body; above it 413. Default 4 MiB.</summary>
    public int MaxBody { get; init; } = 4 << 20;

    /// <summary>Everything that is wrong with these options; empty when nothing is.</summary>
    public IReadOnlyList<string> Mistakes()
    {
        var mistakes = new List<string>();
        Check(Port is >= 0 and <= 65_535, "port: 0 to 65535.");
        Check(Products is >= 0 and <= MaxProducts, $"products: 0 to {MaxProducts}.");
        Check(OffShelfEvery >= 0, "off-shelf-every: 0 or more.");
        Check(Accounts.Count > 0, "accounts: at least one.");
        Check(
            Accounts.Select(account => account.AppKey).Distinct(StringComparer.Ordinal).Count() == Accounts.Count,
            "accounts: each key once."
        );
        Check(TokenLifetime > TimeSpan.Zero, "token-lifetime: more than 0.");
        Check(AuthorisationLifetime > TimeSpan.Zero, "authorisation-lifetime: more than 0.");
        Check(CodeLifetime > TimeSpan.Zero, "code-lifetime: more than 0.");
        Check(PagesCutTo is null or > 0, "pages-cut-to: 1 or more.");
        Check(MaxSkew is null || MaxSkew >= TimeSpan.Zero, "max-skew: 0 or more.");
        Check(MaxBody > 0, "max-body: more than 0.");
        mistakes.AddRange(Orders.Mistakes());
        mistakes.AddRange(Limit?.Mistakes() ?? []);
        mistakes.AddRange(Faults.Mistakes());
        return mistakes;

        void Check(bool good, string mistake)
        {
            if (!good)
            {
                mistakes.Add(mistake);
            }
        }
    }
}
