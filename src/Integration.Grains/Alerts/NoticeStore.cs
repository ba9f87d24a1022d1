using System.Text.Json;
using Integration.Notices;
using Npgsql;

namespace Integration.Alerts;

/// <summary>
/// Where notices wait: the database, and memory while it is away, so that its own absence can be told. What was taken and removed meanwhile
/// is caught up by <see cref="CatchUp"/>. Safe for all threads.
/// </summary>
internal sealed class NoticeStore(NoticeQueueTable table) : INoticeStore
{
    private readonly Lock _gate = new();
    private readonly List<(string Channel, Notice Notice)> _unstored = [];
    private readonly List<(string Channel, string Id)> _unremoved = [];

    /// <summary>A notice as it is stored.</summary>
    public static QueuedNotice Queued(string channel, Notice notice) =>
        new(channel, notice.Id, JsonSerializer.Serialize(notice, AlertJson.Options));

    public async Task<IReadOnlyList<Notice>> Load(string channel, CancellationToken ct) =>
        [
            .. (await table.Load(channel, ct)).Select(static json =>
                JsonSerializer.Deserialize<Notice>(json, AlertJson.Options)!
            ),
        ];

    /// <summary>How many wait in each channel; nothing while the database is away.</summary>
    public async Task<IReadOnlyList<(string Channel, int Waiting)>> Counts(CancellationToken ct)
    {
        try
        {
            return await table.Counts(ct);
        }
        catch (Exception exception) when (IsAway(exception, ct))
        {
            return [];
        }
    }

    public async Task Add(string channel, Notice notice, CancellationToken ct)
    {
        try
        {
            await table.Add(Queued(channel, notice), ct);
        }
        catch (Exception exception) when (IsAway(exception, ct))
        {
            lock (_gate)
                _unstored.Add((channel, notice));
        }
    }

    public async Task Remove(string channel, IReadOnlyList<string> ids, CancellationToken ct)
    {
        lock (_gate)
            _unstored.RemoveAll(one => IsOne(one.Channel, one.Notice.Id, channel, ids));
        try
        {
            await table.Remove(channel, ids, ct);
        }
        catch (Exception exception) when (IsAway(exception, ct))
        {
            // A crash before it is caught up repeats them; the alternative is a channel that says nothing more.
            lock (_gate)
                _unremoved.AddRange(ids.Select(id => (channel, id)));
        }
    }

    public async Task Replace(string channel, IReadOnlyList<string> ids, Notice by, CancellationToken ct)
    {
        await CatchUp(ct);
        await table.Replace(ids, Queued(channel, by), ct);
    }

    /// <summary>Stores and removes what could not be while the database was away.</summary>
    /// <exception cref="NpgsqlException">It still is.</exception>
    public async Task CatchUp(CancellationToken ct)
    {
        while (Next() is { } next)
        {
            await table.Add(Queued(next.Channel, next.Notice), ct);
            bool isStillWaiting;
            lock (_gate)
                isStillWaiting = _unstored.Remove(next);
            if (!isStillWaiting)
                await table.Remove(next.Channel, [next.Notice.Id], ct);
        }

        (string Channel, string Id)[] removed;
        lock (_gate)
            removed = [.. _unremoved];
        foreach (var channel in removed.GroupBy(static one => one.Channel, StringComparer.Ordinal))
            await table.Remove(channel.Key, [.. channel.Select(static one => one.Id)], ct);
        lock (_gate)
            _unremoved.RemoveAll(removed.Contains);
    }

    private (string Channel, Notice Notice)? Next()
    {
        lock (_gate)
            return _unstored.Count == 0 ? null : _unstored[0];
    }

    private static bool IsOne(string channel, string id, string ofChannel, IReadOnlyList<string> ids) =>
        channel.Equals(ofChannel, StringComparison.Ordinal) && ids.Contains(id, StringComparer.Ordinal);

    private static bool IsAway(Exception exception, CancellationToken ct) =>
        !ct.IsCancellationRequested && exception is NpgsqlException or TimeoutException;
}
