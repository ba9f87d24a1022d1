using Integration.Time;
using Npgsql;

namespace Integration.Alerts;

/// <summary>
/// The engine's state, in memory and stored. While the database is away it goes on in memory: that the database is away must be told too.
/// What it told meanwhile is stored with the first commit that succeeds.
/// </summary>
internal sealed class AlertBook(AlertTable table, IIdGenerator ids, DatabaseClock clock)
{
    // Commits whose answers were lost, by their stamps.
    private readonly Dictionary<Guid, AlertCommit> _unknown = [];

    // Told, and what happened, while the database was away: what came and went meanwhile no comparison of states shows.
    private readonly List<AlertNotice> _unstored = [];
    private readonly List<AlertHistoryEntry> _history = [];
    private Dictionary<string, AlertRule> _rules = new(StringComparer.Ordinal);
    private StoredAlerts? _stored;
    private AlertState? _state;

    /// <summary>Whether it has been read.</summary>
    public bool IsLoaded => _stored is not null;

    /// <summary>The state now.</summary>
    public AlertState State => _state ?? throw new InvalidOperationException("Nothing has been loaded yet.");

    public async Task Load(CancellationToken ct)
    {
        _stored = await table.Load(ct);
        _state = _stored.State;
    }

    /// <summary>Rules that hold from now on; those that went are remembered for the history.</summary>
    public void Use(IEnumerable<AlertRule> rules)
    {
        var next = new Dictionary<string, AlertRule>(_rules, StringComparer.Ordinal);
        foreach (var rule in rules)
            next[rule.Id] = rule;
        _rules = next;
    }

    /// <summary>Goes on to a state, in memory.</summary>
    public void GoOn(AlertStep step)
    {
        _history.AddRange(AlertChanges.History(State, step.State, _rules, ids, clock.UtcNow()));
        _state = step.State;
        _unstored.AddRange(step.Notices);
    }

    /// <summary>Stores the state, and what was told since the last one that was stored.</summary>
    /// <param name="queued">What the step tells, for the channels that carry it.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<AlertCommitResult> Commit(IReadOnlyList<QueuedNotice> queued, CancellationToken ct)
    {
        if (IsQuiet)
            return AlertCommitResult.Stored;
        var commit = Draft(State) with { Queued = queued };
        var result = await table.Commit(commit, ct);
        if (result == AlertCommitResult.Stale && await FindLost(ct))
        {
            commit = Draft(State) with { Queued = queued };
            result = await table.Commit(commit, ct);
        }

        if (result == AlertCommitResult.Stored)
            Stored(commit);
        else if (result == AlertCommitResult.Unknown)
            Lost(commit);
        return result;
    }

    /// <summary>A commit of a change by hand, to be written inside a transaction of the caller's.</summary>
    public AlertCommit Draft(AlertState next)
    {
        var at = clock.UtcNow();
        return AlertChanges.Between(_stored!, next, _rules, ids.NewId(at)) with
        {
            Notices = [.. _unstored],
            History = [.. _history, .. AlertChanges.History(State, next, _rules, ids, at)],
        };
    }

    /// <summary>A commit is stored.</summary>
    public void Stored(AlertCommit commit)
    {
        _stored = new StoredAlerts(commit.Revision + 1, commit.State);
        _state = commit.State;
        _unstored.Clear();
        _history.Clear();
        _unknown.Clear();
    }

    /// <summary>Whether a commit is stored is not known.</summary>
    public void Lost(AlertCommit commit) => _unknown[commit.Writer] = commit;

    // Where no alert is or was, only the clock has gone on, and nothing is counted by it.
    private bool IsQuiet =>
        _unstored.Count == 0
        && _history.Count == 0
        && State.Alerts.IsEmpty
        && _stored!.State.Alerts.IsEmpty
        && State.Untracked == _stored.State.Untracked;

    /// <summary>Where the revision that is stored is one of ours, it is gone on from there; else somebody else steps.</summary>
    private async Task<bool> FindLost(CancellationToken ct)
    {
        var (revision, writer) = await table.Stamp(ct);
        if (!_unknown.TryGetValue(writer, out var found))
            return false;
        _stored = new StoredAlerts(revision, found.State);
        var stored = found.History.Select(static line => line.Id).ToHashSet();
        _history.RemoveAll(line => stored.Contains(line.Id));
        _unknown.Clear();
        return true;
    }
}
