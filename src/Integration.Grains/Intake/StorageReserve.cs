namespace Integration.Intake;

/// <summary>
/// Whether the room that deliveries need is being touched. While it is, nothing new is taken in: a full disk would stop the
/// database, and with it the deliveries that everybody was promised. Set by whoever watches the disk.
/// </summary>
public sealed class StorageReserve
{
    private volatile bool _isShort;
    private long _freeBytes = -1;

    /// <summary>Whether it is being touched now.</summary>
    public bool IsShort
    {
        get => _isShort;
        set => _isShort = value;
    }

    /// <summary>Room that is left, in bytes; null where nobody watches the disk, because the database is elsewhere.</summary>
    public long? FreeBytes
    {
        get => Volatile.Read(ref _freeBytes) is >= 0 and var free ? free : null;
        set => Volatile.Write(ref _freeBytes, value ?? -1);
    }
}
