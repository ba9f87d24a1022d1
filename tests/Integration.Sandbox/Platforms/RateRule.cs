namespace Integration.Sandbox.Platforms;

/// <summary>
/// A rate limit as a bucket: it holds <see cref="Size"/> calls and fills again at <see cref="Calls"/> per <see cref="Window"/>.
/// </summary>
public sealed record RateRule
{
    /// <summary>Calls per <see cref="Window"/>, 1 to 1,000,000.</summary>
    public required int Calls { get; init; }

    /// <summary>What <see cref="Calls"/> counts for. Default 1 second.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Calls that may come at once after a pause, 1 to 1,000,000; null (the default): as many as <see cref="Calls"/>.</summary>
    public int? Burst { get; init; }

    /// <summary>Whether a call too many closes the account for <see cref="Ban"/>; otherwise only that call is refused. Default false.</summary>
    public bool Punishes { get; init; }

    /// <summary>How long a punishment lasts. Default 10 seconds.</summary>
    public TimeSpan Ban { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether each call of an account has a bucket of its own (true) or all share one (the default).</summary>
    public bool PerCall { get; init; }

    /// <summary>Calls that the full bucket holds.</summary>
    public int Size => Burst ?? Calls;

    /// <summary>The rule with half of the calls, rounded down, at least one.</summary>
    public RateRule Halved() =>
        this with
        {
            Calls = Math.Max(1, Calls / 2),
            Burst = Burst is { } burst ? Math.Max(1, burst / 2) : null,
        };

    /// <summary>Everything that is wrong with this rule; empty when nothing is.</summary>
    public IReadOnlyList<string> Mistakes()
    {
        const int most = 1_000_000;
        var mistakes = new List<string>();
        if (Calls is < 1 or > most)
        {
            mistakes.Add($"limit: 1 to {most} calls.");
        }

        if (Burst is < 1 or > most)
        {
            mistakes.Add($"burst: 1 to {most} calls.");
        }

        if (Window <= TimeSpan.Zero)
        {
            mistakes.Add("window: more than 0.");
        }

        if (Ban <= TimeSpan.Zero)
        {
            mistakes.Add("ban: more than 0.");
        }

        return mistakes;
    }
}
