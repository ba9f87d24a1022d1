namespace Integration.Caching;

/// <summary>A product that is being read from its platform. Completed once, with what everybody gets who waits for it.</summary>
/// <param name="id">The platform's id.</param>
/// <param name="key">Its key in the cache.</param>
/// <param name="batch">The call that it is in.</param>
internal sealed class OpenRead(string id, string key, OpenBatch batch)
    : TaskCompletionSource<CachedProduct>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private volatile bool _isOvertaken;

    public string Id => id;

    public string Key => key;

    public OpenBatch Batch => batch;

    /// <summary>Whether it was written meanwhile: what is read may be what was there before, and is not to be kept.</summary>
    public bool IsOvertaken
    {
        get => _isOvertaken;
        set => _isOvertaken = value;
    }
}
