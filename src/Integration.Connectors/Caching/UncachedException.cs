using Integration.Platforms;

namespace Integration.Caching;

/// <summary>
/// Carries an answer past the cache: <c>HybridCache</c> keeps whatever its factory returns, and only an exception keeps something out.
/// It never leaves <see cref="PlatformCache"/>.
/// </summary>
#pragma warning disable CA1032, RCS1194 // Made in one place, for one purpose.
internal sealed class UncachedException<T>(PlatformResult<T> outcome) : Exception
#pragma warning restore CA1032, RCS1194
    where T : class
{
    /// <summary>The answer.</summary>
    public PlatformResult<T> Outcome { get; } = outcome;
}
