namespace Integration.Notices;

/// <summary>
/// Where notices wait so that a crash loses none. Order within a channel is that of <see cref="Add"/>. A notice is kept whole, with what
/// was gathered into it: by those ids the hub knows what it has taken already.
/// </summary>
public interface INoticeStore
{
    /// <summary>Everything that waits in a channel, oldest first.</summary>
    Task<IReadOnlyList<Notice>> Load(string channel, CancellationToken ct);

    /// <summary>Appends a notice; one whose id waits already is not added again.</summary>
    Task Add(string channel, Notice notice, CancellationToken ct);

    /// <summary>Removes notices; those that are gone already are no error.</summary>
    Task Remove(string channel, IReadOnlyList<string> ids, CancellationToken ct);

    /// <summary>Puts one notice in the place of several, or of itself, at the place of the first; all or nothing.</summary>
    Task Replace(string channel, IReadOnlyList<string> ids, Notice by, CancellationToken ct);
}
