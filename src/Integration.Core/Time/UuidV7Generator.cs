namespace Integration.Time;

/// <summary>Makes UUID v7 from the system's random numbers.</summary>
public sealed class UuidV7Generator : IIdGenerator
{
    /// <inheritdoc />
    public Guid NewId(DateTimeOffset now) => Guid.CreateVersion7(now);
}
