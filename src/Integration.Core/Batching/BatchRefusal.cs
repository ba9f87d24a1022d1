namespace Integration.Batching;

/// <summary>Why an item was not sent.</summary>
public enum BatchRefusal
{
    /// <summary>Too many items, or too many bytes of them, wait already.</summary>
    QueueFull = 0,

    /// <summary>The process ends.</summary>
    Stopped = 1,
}
