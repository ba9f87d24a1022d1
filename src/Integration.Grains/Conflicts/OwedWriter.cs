using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Scheduling;
using Integration.Stalls;
using Integration.Time;
using Integration.Writes;
using Microsoft.Extensions.Logging;

namespace Integration.Conflicts;

/// <summary>
/// Writes what is owed to platforms, a batch at a time, through the optimiser that lets single writes share calls; each after a look at
/// what the platform has now. Accounts apart, so that a platform that hangs holds up nobody else.
/// </summary>
internal sealed partial class OwedWriter(
    OwedWrites owed,
    OwedCheck check,
    OwedCommitter committer,
    PlatformWrites writes,
    IAccountDirectory accounts,
    ConnectorCatalogue catalogue,
    StallGuard stalls,
    ConflictOptions options,
    IIdGenerator ids,
    DatabaseClock clock,
    TimeProvider time,
    Random random,
    ILogger<OwedWriter> logger
)
{
    private const string AnyLanguage = "und";

    // More than have ever something due at once; those beyond are looked at when these are done.
    private const int MaxAccounts = 10_000;

    private readonly OwedTurns _turns = new(options.AccountsAtOnce);

    // Those that have ended stay until the next look.
    private readonly List<Task> _workers = [];

    /// <summary>
    /// Begins to write what is due to accounts, in the background: batch after batch until nothing is due, the accounts of a platform in
    /// turn where there are more than are written to at once. Not to be called twice at once.
    /// </summary>
    public async Task Begin(CancellationToken ct)
    {
        await stalls.WhenOpen().WaitAsync(ct);
        _workers.RemoveAll(static one => one.IsCompleted);
        foreach (var (account, platform) in await owed.Accounts(MaxAccounts, clock.UtcNow(), ct))
        {
            if (_turns.Add(account, platform))
            {
                _workers.Add(DetachedWork.Start(() => Work(platform, ct)));
            }
        }
    }

    /// <summary>Waits for what is under way.</summary>
    public Task Ended() => Task.WhenAll(_workers);

    private async Task Work(string platform, CancellationToken ct)
    {
        while (_turns.Next(platform) is { } account)
        {
            _turns.End(account, platform, hasMore: await Turn(account, ct));
        }
    }

    // It never fails. False where nothing is due to the account any more, or the next look has to see to it.
    private async Task<bool> Turn(string account, CancellationToken ct)
    {
        try
        {
            return await Batch(account, ct);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // It stays due.
        }
        catch (Exception exception)
        {
            LogBrokenOff(exception, account);
        }

        return false;
    }

    private async Task<bool> Batch(string account, CancellationToken ct)
    {
        await stalls.WhenOpen().WaitAsync(ct);
        // What is not done by then is another silo's to do: nothing waits for longer than the claim holds.
        using var deadline = new CancellationTokenSource(options.LockTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        var now = clock.UtcNow();
        var claimed = await owed.Claim(account, ids.NewId(now), now, either.Token);
        if (claimed.Count == 0)
        {
            return false;
        }

        var batch = new OwedBatch();
        await Write(account, [.. claimed], batch, either.Token);
        await Note(ct.IsCancellationRequested ? [.. batch.Results] : WithLate(claimed, batch));
        return true;
    }

    // What has no result after its time: an attempt where it was sent. A call under way may still change what it was sent for, so it
    // is not sent again sooner than it would be after a crash.
    private OwedResult[] WithLate(IReadOnlyList<OwedWrite> claimed, OwedBatch batch)
    {
        var now = clock.UtcNow();
        var known = batch.Results.Select(static one => Place(one.Write)).ToHashSet();
        // As it was sent: it may have been edited again since it was claimed.
        OwedWrite[] late = [.. batch.Sent.Where(one => !known.Contains(Place(one))).DistinctBy(Place)];
        return
        [
            .. batch.Results,
            .. late.Select(one => Late(one, now)),
            .. claimed
                .ExceptBy(known.Concat(late.Select(Place)), Place)
                .Select(one => OwedRules.Later(one, OwedFailures.Late, options, now)),
        ];
    }

    private OwedResult Late(OwedWrite sent, DateTimeOffset now)
    {
        var (result, soonest) = (After(sent, OwedFailures.Late), now + options.LockTime);
        return result.NextAttemptAt < soonest ? result with { NextAttemptAt = soonest } : result;
    }

    private async Task Write(string account, OwedWrite[] claimed, OwedBatch batch, CancellationToken ct)
    {
        try
        {
            var found = await accounts.Of(account, ct);
            if (found.Succeeded)
            {
                await Write(found.Value, claimed, batch, ct);
            }
            else
            {
                // An account that is disabled or cannot be read may be mended: that decides nothing about the edit.
                batch.Add(claimed.Select(one => OwedRules.Later(one, found.Failure, options, clock.UtcNow())));
            }
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // What nobody has an answer for is written again once its claim has ended.
        }
    }

    private async Task Write(PlatformAccount account, OwedWrite[] claimed, OwedBatch batch, CancellationToken ct)
    {
        // All of them before the first is written, so that writes still meet in few calls.
        var owedNow = await Task.WhenAll(
            claimed
                .GroupBy(static one => one.Shop)
                .SelectMany(shop => shop.GroupBy(static one => one.Product).Chunk(check.MaxProducts(account)))
                .Select(some => Compare(account, [.. some.SelectMany(static one => one)], batch, ct))
        );
        // A silo that stood still since may not be the only one any more that has them.
        await stalls.WhenOpen().WaitAsync(ct);
        ct.ThrowIfCancellationRequested();
        await Task.WhenAll(
            owedNow
                .SelectMany(static one => one)
                .GroupBy(static one => (one.Shop, one.Product))
                .SelectMany(one => OfProduct(account, [.. one], batch, ct))
        );
    }

    private async Task<IReadOnlyList<OwedWrite>> Compare(
        PlatformAccount account,
        OwedWrite[] claimed,
        OwedBatch batch,
        CancellationToken ct
    )
    {
        var (owedNow, failed) = await check.Of(account, claimed, ct);
        batch.Add(failed);
        return owedNow;
    }

    private IEnumerable<Task> OfProduct(
        PlatformAccount account,
        OwedWrite[] owedNow,
        OwedBatch batch,
        CancellationToken ct
    )
    {
        OwedWrite[] rest = [.. owedNow.Where(static one => one.Field.Field != ProductField.Stock)];
        var levels = owedNow.Except(rest).Select(one => Send([one], _ => Level(account, one, ct), batch, ct));
        return rest.Length == 0 ? levels : levels.Append(Send(rest, some => Product(account, some, ct), batch, ct));
    }

    // Each has its result for itself: that another one was cancelled or broke takes nothing from it. Where the platform refuses several of
    // one product in one, a single one of them may be the reason: then each is sent alone.
    private async Task Send(
        OwedWrite[] owedNow,
        Func<OwedWrite[], Task<PlatformFailure?>> send,
        OwedBatch batch,
        CancellationToken ct
    )
    {
        batch.Send(owedNow);
        try
        {
            var failure = await send(owedNow);
            if (owedNow.Length == 1 || !OwedRules.MayBeOfOne(failure))
            {
                batch.Add(owedNow.Select(one => After(one, failure)));
                return;
            }

            batch.TakeBack(owedNow);
            foreach (var one in owedNow)
            {
                await Send([one], send, batch, ct);
            }
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogBroken(exception, owedNow[0].Shop, owedNow[0].Product);
            batch.Add(owedNow.Select(one => After(one, OwedFailures.Broken)));
        }
    }

    // Written is written, whether the silo ends or not: without the note it would be written again.
    private async Task Note(OwedResult[] results)
    {
        if (results.Length == 0)
        {
            return;
        }

        using var deadline = new CancellationTokenSource(options.NoteTimeout, time);
        try
        {
            await committer.Note(results, deadline.Token);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested)
        {
            LogNotNoted(exception, results.Length);
        }
    }

    private async Task<PlatformFailure?> Level(PlatformAccount account, OwedWrite write, CancellationToken ct) =>
        (await writes.UpdateStock(account.Platform, account.Credentials, OwedDrafts.Stock(write), ct)).Failure;

    private async Task<PlatformFailure?> Product(PlatformAccount account, OwedWrite[] claimed, CancellationToken ct)
    {
        var draft = OwedDrafts.Product(claimed, LanguageOf(account));
        return (await writes.UpdateProduct(account.Platform, account.Credentials, draft, ct)).Failure;
    }

    private static (string, string, EditedField) Place(OwedWrite write) => (write.Shop, write.Product, write.Field);

    private string LanguageOf(PlatformAccount account) =>
        catalogue.TryFind<IConnector>(account.Platform, out var connector)
        && connector.Declaration.KindOf(account.Credentials)?.Languages is [var own, ..]
            ? own
            : AnyLanguage;

    private OwedResult After(OwedWrite write, PlatformFailure? failure) =>
        OwedRules.After(write, failure, options, clock.UtcNow(), random);

    [LoggerMessage(
        LogLevel.Warning,
        "{Count} results of writes to platforms could not be noted in time; they are written again"
    )]
    private partial void LogNotNoted(Exception exception, int count);

    [LoggerMessage(LogLevel.Warning, "Writing what is owed to account {Account} broke off; the next look goes on")]
    private partial void LogBrokenOff(Exception exception, string account);

    [LoggerMessage(LogLevel.Error, "Writing local edits of product {Product} of {Shop} failed")]
    private partial void LogBroken(Exception exception, string shop, string product);
}
