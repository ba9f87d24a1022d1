namespace Integration.Sandbox.Platforms;

/// <summary>What the limiter says to a call.</summary>
/// <param name="Allowed">Whether it may go on.</param>
/// <param name="Wait">How long the caller should wait; zero when it is allowed.</param>
/// <param name="IsPunishment">Whether the account is closed as a whole.</param>
/// <param name="Begins">Whether this very call closed it.</param>
internal readonly record struct RateVerdict(bool Allowed, TimeSpan Wait, bool IsPunishment = false, bool Begins = false)
{
    public static RateVerdict Good { get; } = new(true, TimeSpan.Zero);
}
