using System.Collections.Concurrent;
using Integration.Batching;
using Integration.Databases;
using Integration.Intake;
using Integration.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Enrichment;

/// <summary>
/// Writes this silo's tasks in groups: claims of all shops in one statement, outcomes in one transaction a shop, a few shops at once.
/// </summary>
internal sealed partial class EnrichmentCommitter : IAsyncDisposable
{
    private const int ShopsAtOnce = 4;

    // What waits is bounded by the batches in flight; the bound only has to be above any sum of them.
    private static readonly GroupCommitOptions Bounds = new(500, 500, 1_000_000);
    private readonly EnrichmentTaskTable _table;
    private readonly EnrichmentWriter _writer;
    private readonly EventTransactions _transactions;
    private readonly DatabaseClock _clock;
    private readonly ILogger<EnrichmentCommitter> _logger;
    private readonly GroupCommit<(EnrichmentTaskId Id, Guid Claim), ClaimedTask?> _claims;
    private readonly GroupCommit<(string Shop, EnrichmentOutcome Outcome), Settled> _outcomes;

    public EnrichmentCommitter(
        EnrichmentTaskTable table,
        EnrichmentWriter writer,
        EventTransactions transactions,
        DatabaseClock clock,
        ILogger<EnrichmentCommitter> logger
    )
    {
        (_table, _writer, _transactions, _clock, _logger) = (table, writer, transactions, clock, logger);
        _claims = new(Bounds, static _ => 1, WriteClaims);
        _outcomes = new(Bounds, static _ => 1, WriteOutcomes);
    }

    /// <summary>Returns when the claim is committed; null where the task is not due or another worker has it.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public Task<ClaimedTask?> Claim(EnrichmentTaskId id, Guid claim) =>
        _claims.TryAdd((id, claim), out var claimed) ? claimed : throw Stopped();

    /// <summary>Returns when the outcome is committed; false, and nothing is stored, where its worker does not have the task any more.</summary>
    /// <exception cref="NpgsqlException">The database is away; nothing is stored.</exception>
    public async Task<bool> Settle(string shop, EnrichmentOutcome outcome)
    {
        if (!_outcomes.TryAdd((shop, outcome), out var settled))
        {
            throw Stopped();
        }

        var (isWritten, failure) = await settled;
        return failure is null ? isWritten : throw failure;
    }

    public async ValueTask DisposeAsync()
    {
        await _claims.DisposeAsync();
        await _outcomes.DisposeAsync();
    }

    private static InvalidOperationException Stopped() => new("The writer of enrichment tasks has been stopped.");

    private async Task<IReadOnlyList<ClaimedTask?>> WriteClaims(
        IReadOnlyList<(EnrichmentTaskId Id, Guid Claim)> asked,
        CancellationToken ct
    )
    {
        var claimed = await _table.Claim(asked, _clock.UtcNow(), ct);
        var mine = claimed.ToDictionary(static one => (one.Id, one.Task.Claim), static one => one.Task);
        return [.. asked.Select(one => mine.GetValueOrDefault(one))];
    }

    private async Task<IReadOnlyList<Settled>> WriteOutcomes(
        IReadOnlyList<(string Shop, EnrichmentOutcome Outcome)> entries,
        CancellationToken ct
    )
    {
        var settled = new ConcurrentDictionary<EnrichmentOutcome, Settled>(ReferenceEqualityComparer.Instance);
        await Parallel.ForEachAsync(
            entries.GroupBy(static one => one.Shop, static one => one.Outcome, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = ShopsAtOnce, CancellationToken = ct },
            async (shop, token) =>
            {
                var (written, failure) = await WriteShop(shop.Key, shop.ToArray(), token);
                foreach (var outcome in shop)
                {
                    settled[outcome] = new Settled(written.Contains(outcome.Number), failure);
                }
            }
        );
        return [.. entries.Select(one => settled[one.Outcome])];
    }

    // What fails for one shop must not fail for the others.
    private async Task<(HashSet<string> Written, Exception? Failure)> WriteShop(
        string shop,
        ArraySegment<EnrichmentOutcome> outcomes,
        CancellationToken ct
    )
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await WriteRange(shop, outcomes, written, ct);
            return (written, null);
        }
        catch (Exception exception)
        {
            return (written, exception);
        }
    }

    // A fault of ours too: what is tried again for ever would hold up its shop.
    private static bool IsOfOutcome(Exception e) =>
        e is PostgresException error
            ? DatabaseErrors.IsOfData(error)
            : e is not (NpgsqlException or TimeoutException or OperationCanceledException or LostRaceException);

    // On a data error the group is halved until the offender stands alone: one must not hold up all the others.
    private async Task WriteRange(
        string shop,
        ArraySegment<EnrichmentOutcome> outcomes,
        HashSet<string> written,
        CancellationToken ct
    )
    {
        try
        {
            written.UnionWith(await Write(shop, outcomes, ct));
        }
        catch (Exception e) when (IsOfOutcome(e) && outcomes.Count > 1)
        {
            var half = outcomes.Count / 2;
            await WriteRange(shop, outcomes[..half], written, ct);
            await WriteRange(shop, outcomes[half..], written, ct);
        }
        catch (Exception e) when (IsOfOutcome(e) && outcomes[0].Order is not null)
        {
            var (number, claim) = outcomes[0];
            LogNotStorable(e, shop, number);
            var failed = new EnrichmentOutcome(number, claim) { Failure = EnrichmentRules.NotStorable };
            written.UnionWith(await Write(shop, new[] { failed }, ct));
        }
    }

    private Task<IReadOnlyList<string>> Write(
        string shop,
        ArraySegment<EnrichmentOutcome> outcomes,
        CancellationToken ct
    )
    {
        // Only orders make events, and those know their platform.
        var platform = outcomes.Select(static one => one.Order?.Platform).FirstOrDefault(static one => one is not null);
        return _transactions.Run(
            async (routing, now) =>
            {
                var results = await _writer.Write(shop, platform ?? "", outcomes, routing, now, ct);
                return (results.Written, results.Events, results.Routing);
            },
            ct
        );
    }

    [LoggerMessage(LogLevel.Warning, "Order {Number} of {Shop} cannot be stored")]
    private partial void LogNotStorable(Exception exception, string shop, string number);

    private sealed record Settled(bool IsWritten, Exception? Failure);
}
