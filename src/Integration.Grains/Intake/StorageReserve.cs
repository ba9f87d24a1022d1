namespace Integration.Intake;

/// <summary>
/// Whether the room that deliveries need is being touched. While it is, nothing new is taken in: a full disk would stop the
/// database, and with it the deliveries that everybody was promised. Set by whoever watches the disk.
/// </summary>
public sealed class StorageReserve
{
    private volatile bool _isShort;

    /// <summary>Whether it is being touched now.</summary>
    public bool IsShort
    {
        get => _isShort;
        set => _isShort = value;
    }
}
