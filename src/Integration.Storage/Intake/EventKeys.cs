using System.Runtime.InteropServices;
using Integration.Databases;
using Integration.Delivery;
using Integration.Problems;
using Npgsql;

namespace Integration.Intake;

/// <summary>
/// Decides which drafts of a batch are new. Repeats inside the batch are folded in memory; the rest claims its nonces and
/// keys in the database, in sorted order so that two silos cannot deadlock.
/// </summary>
internal sealed class EventKeys
{
    private readonly IReadOnlyList<EventDraft> _drafts;
    private readonly EventKey[] _keys;
    private readonly AppendResult?[] _settled;

    // For a repeat inside the batch: the index of the first one, whose fate it shares.
    private readonly int[] _firstOf;
    private readonly HashSet<Guid> _won = [];

    private EventKeys(IReadOnlyList<EventDraft> drafts)
    {
        _drafts = drafts;
        _keys = new EventKey[drafts.Count];
        _settled = new AppendResult?[drafts.Count];
        _firstOf = new int[drafts.Count];
    }

    public static EventKeys Fold(IReadOnlyList<EventDraft> drafts)
    {
        var keys = new EventKeys(drafts);
        var firstByKey = new Dictionary<EventKey, int>(drafts.Count);
        var firstByNonce = new Dictionary<(string, string), int>();
        for (var i = 0; i < drafts.Count; i++)
        {
            keys.FoldOne(i, firstByKey, firstByNonce);
        }

        return keys;
    }

    /// <summary>Whether some draft carries a nonce, which must be claimed before anything else.</summary>
    public bool HaveNonces => _drafts.Any(draft => draft.Nonce is not null);

    /// <summary>
    /// The same as <see cref="Claim"/> for those who expect every key to be new and the routing to be a version they know:
    /// the statements fail with <see cref="Expectation"/> where it is not so.
    /// </summary>
    public IEnumerable<NpgsqlBatchCommand> ClaimExpectingNew(long routingVersion) =>
        [
            new NpgsqlBatchCommand(RoutingLock.Shared),
            new NpgsqlBatchCommand($"select {Expectation.Function}(version <= $1) from routing_version")
            {
                Parameters = { new() { Value = routingVersion } },
            },
            EventKeyRows.ClaimExpectingNew(Claims()),
        ];

    /// <summary>
    /// Takes the shared routing lock, then claims nonces and keys; each statement sees what the ones before waited for.
    /// </summary>
    /// <returns>The routing version.</returns>
    public async Task<long> Claim(NpgsqlConnection connection, DateTimeOffset now, CancellationToken ct)
    {
        var withNonce = Open().Where(i => _drafts[i].Nonce is not null).ToArray();
        if (withNonce.Length > 0)
        {
            await ClaimAllNonces(connection, withNonce, now, ct);
        }

        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(RoutingLock.Shared),
                new NpgsqlBatchCommand("select version from routing_version"),
                EventKeyRows.Claim(Claims()),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        var version = reader.GetInt64(0);
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            _won.Add(reader.GetGuid(0));
        }

        return version;
    }

    /// <summary>Those that lost learn the first one's id, in a statement of its own: it must see the winner's commit.</summary>
    /// <returns>Whether there were any.</returns>
    public async Task<bool> FindOwnersOfLost(NpgsqlConnection connection, CancellationToken ct)
    {
        var lost = Open().Where(i => !_won.Contains(_drafts[i].EventId)).ToArray();
        if (lost.Length == 0)
        {
            return false;
        }

        var owners = await EventKeyRows.Owners(connection, Array.ConvertAll(lost, i => _keys[i]), ct);
        foreach (var i in lost)
        {
            // A key that vanished in between was purged: its event is older than its retention, so this one is told to wait.
            _settled[i] = owners.TryGetValue(_keys[i], out var owner) ? Repeat(i, owner) : Busy(i);
        }

        await PointNoncesToOwners(connection, lost, ct);
        return true;
    }

    /// <summary>The answer of a draft that stores nothing; null when it is new and must be stored.</summary>
    public AppendResult? ResultOf(int i)
    {
        if (_firstOf[i] == i)
        {
            return _settled[i];
        }

        if (_settled[i] is { } own)
        {
            return own;
        }

        var first = _settled[_firstOf[i]] ?? new AppendResult(_drafts[_firstOf[i]].EventId, false);
        return first.Problem is null ? Repeat(i, first.EventId) : first with { EventId = _drafts[i].EventId };
    }

    private (EventKey Key, Guid EventId)[] Claims() =>
        [
            .. Open()
                .Select(i => (Key: _keys[i], _drafts[i].EventId))
                .OrderBy(claim => claim.Key.Source, StringComparer.Ordinal)
                .ThenBy(claim => claim.Key.Hash),
        ];

    private static byte[] BodyHashOf(EventDraft draft) => draft.Nonce!.BodyHash;

    private IEnumerable<int> Open()
    {
        for (var i = 0; i < _drafts.Count; i++)
        {
            if (_firstOf[i] == i && _settled[i] is null)
            {
                yield return i;
            }
        }
    }

    private void FoldOne(int i, Dictionary<EventKey, int> firstByKey, Dictionary<(string, string), int> firstByNonce)
    {
        var draft = _drafts[i];
        _keys[i] = EventKey.Of(draft);
        _firstOf[i] = i;
        if (draft.Nonce is { } nonce)
        {
            ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(
                firstByNonce,
                (draft.Source, nonce.Value),
                out var seen
            );
            if (seen)
            {
                FoldNonce(i, first);
                return;
            }

            first = i;
        }

        if (!firstByKey.TryAdd(_keys[i], i))
        {
            FoldKey(i, firstByKey[_keys[i]]);
        }
    }

    // The very same request shares the first one's fate; what only shares its nonce does not.
    private void FoldNonce(int i, int first)
    {
        var sameBody = _drafts[i].Nonce!.BodyHash.AsSpan().SequenceEqual(BodyHashOf(_drafts[first]));
        if (sameBody && _settled[first] is null && _drafts[i].Key == _drafts[first].Key)
        {
            _firstOf[i] = first;
        }
        else
        {
            _settled[i] = sameBody ? Busy(i) : Replayed(i);
        }
    }

    // Where nonces are in play each must be claimed for itself: the later one comes again, after the first one's commit.
    private void FoldKey(int i, int first)
    {
        if (_drafts[i].Nonce is null && _drafts[first].Nonce is null)
        {
            _firstOf[i] = first;
        }
        else
        {
            _settled[i] = Busy(i);
        }
    }

    private async Task ClaimAllNonces(NpgsqlConnection connection, int[] open, DateTimeOffset now, CancellationToken ct)
    {
        var owners = await Nonces.Claim(connection, Array.ConvertAll(open, i => _drafts[i]), now, ct);
        foreach (var i in open)
        {
            if (owners.TryGetValue((_drafts[i].Source, NonceOf(i)), out var owner))
            {
                _settled[i] =
                    owner is null ? Busy(i)
                    : owner.BodyHash.AsSpan().SequenceEqual(BodyHashOf(_drafts[i])) ? Repeat(i, owner.EventId)
                    : Replayed(i);
            }
        }
    }

    // A nonce newly claimed by an event that turned out to be a repeat must answer with the id of the event that exists;
    // by one that has to come again, it must be free.
    private async Task PointNoncesToOwners(NpgsqlConnection connection, int[] lost, CancellationToken ct)
    {
        foreach (var i in lost)
        {
            if (_drafts[i].Nonce is not { } nonce)
            {
                continue;
            }

            await (
                _settled[i] is { Problem: null } repeat
                    ? Nonces.Point(connection, _drafts[i].Source, nonce.Value, repeat.EventId, ct)
                    : Nonces.Release(connection, _drafts[i].Source, nonce.Value, ct)
            );
        }
    }

    private string NonceOf(int i) => _drafts[i].Nonce!.Value;

    // A hit whose event id is the caller's own is the gateway's second try of a call that did commit: not a duplicate.
    private AppendResult Repeat(int i, Guid owner) => new(owner, Duplicate: owner != _drafts[i].EventId);

    private AppendResult Busy(int i) =>
        new(
            _drafts[i].EventId,
            false,
            new Problem(EventAppend.TryLater, 503, "The event's key is changing hands; send it again.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            }
        );

    private AppendResult Replayed(int i) =>
        new(
            _drafts[i].EventId,
            false,
            new Problem(
                "nonce-reused",
                409,
                "The nonce was used before with another body; sign each request with a new one."
            )
        );
}
