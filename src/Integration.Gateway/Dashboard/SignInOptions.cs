using System.ComponentModel.DataAnnotations;

namespace Integration.Dashboard;

/// <summary>How people are let in to the dashboard.</summary>
public sealed class SignInOptions : IValidatableObject
{
    /// <summary>
    /// How long a session lasts at most; 5 min to 7 days, default 8 h. A copied cookie works that long at worst, unless its
    /// key is revoked.
    /// </summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(8);

    /// <summary>
    /// How long a session lasts without a request; 1 min to 1 day, default 30 min, at most <see cref="Lifetime"/>. An open page
    /// asks every second, so this counts from when the last page was closed.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan IdleLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Attempts to sign in from one IPv4 address or IPv6 /64 in a minute, in each gateway; 1 to 1,000, default 10. Above it 429.
    /// Behind a proxy all people share its address.
    /// </summary>
    [Range(1, 1_000)]
    public int AttemptsPerMinute { get; set; } = 10;

    /// <summary>
    /// Marks the cookie as <c>Secure</c> also where the request came without TLS; default false. Set it where a proxy in front
    /// ends TLS; without TLS in front nobody can sign in then.
    /// </summary>
    public bool AlwaysSecureCookie { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IdleLifetime > Lifetime)
        {
            yield return new ValidationResult(
                "IdleLifetime must not be longer than Lifetime.",
                [nameof(IdleLifetime), nameof(Lifetime)]
            );
        }
    }
}
