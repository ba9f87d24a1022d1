namespace Integration.Time;

/// <summary>Makes ids; injected so that tests can foresee them.</summary>
public interface IIdGenerator
{
    /// <summary>A new UUID v7 (RFC 9562) whose time part is <paramref name="now"/> to the millisecond.</summary>
    Guid NewId(DateTimeOffset now);
}
