using Microsoft.Extensions.Internal;

namespace Integration.Caching;

/// <summary>The injected time as the memory cache asks for it.</summary>
internal sealed class CacheClock(TimeProvider time) : ISystemClock
{
    public DateTimeOffset UtcNow => time.GetUtcNow();
}
