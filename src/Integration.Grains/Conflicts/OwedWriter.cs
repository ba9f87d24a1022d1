using System.Collections.Concurrent;
using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Stalls;
using Integration.Time;
using Integration.Writes;
using Microsoft.Extensions.Logging;

namespace Integration.Conflicts;

/// <summary>
/// Writes what is owed to platforms, a batch at a time, through the optimiser that lets single writes share calls; each after a look at
/// what the platform has now.
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

    private static readonly PlatformFailure s_broken = new(
        FailureKind.Transient,
        FailureReason.Platform,
        "A fault of ours prevented the write; it stands in the log."
    );

    /// <summary>Claims a batch, writes it and notes what came of it; false where nothing was due.</summary>
    public async Task<bool> Run(CancellationToken ct)
    {
        await stalls.WhenOpen().WaitAsync(ct);
        // What is not done by then is another silo's to do: nothing waits for longer than the claim holds.
        using var deadline = new CancellationTokenSource(options.LockTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        var now = clock.UtcNow();
        var claimed = await owed.Claim(ids.NewId(now), now, either.Token);
        await Task.WhenAll(
            claimed.GroupBy(static one => one.Account).Select(one => OfAccount(one.Key, [.. one], either.Token))
        );
        return claimed.Count > 0;
    }

    private async Task OfAccount(string account, OwedWrite[] claimed, CancellationToken ct)
    {
        var results = new ConcurrentQueue<OwedResult>();
        try
        {
            var found = await accounts.Of(account, ct);
            if (found.Succeeded)
            {
                await Write(found.Value, claimed, results, ct);
            }
            else
            {
                // An account that is disabled or cannot be read may be mended: that decides nothing about the edit.
                Add(results, claimed.Select(one => OwedRules.Later(one, found.Failure, options, clock.UtcNow())));
            }
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // What nobody has an answer for is written again once its claim has ended.
        }

        await Note([.. results]);
    }

    private async Task Write(
        PlatformAccount account,
        OwedWrite[] claimed,
        ConcurrentQueue<OwedResult> results,
        CancellationToken ct
    )
    {
        // All of them before the first is written, so that writes still meet in few calls.
        var owedNow = await Task.WhenAll(
            claimed
                .GroupBy(static one => one.Shop)
                .SelectMany(shop => shop.GroupBy(static one => one.Product).Chunk(check.MaxProducts(account)))
                .Select(some => Compare(account, [.. some.SelectMany(static one => one)], results, ct))
        );
        // A silo that stood still since may not be the only one any more that has them.
        await stalls.WhenOpen().WaitAsync(ct);
        ct.ThrowIfCancellationRequested();
        await Task.WhenAll(
            owedNow
                .SelectMany(static one => one)
                .GroupBy(static one => (one.Shop, one.Product))
                .SelectMany(one => OfProduct(account, [.. one], results, ct))
        );
    }

    private async Task<IReadOnlyList<OwedWrite>> Compare(
        PlatformAccount account,
        OwedWrite[] claimed,
        ConcurrentQueue<OwedResult> results,
        CancellationToken ct
    )
    {
        try
        {
            var (owedNow, failed) = await check.Of(account, claimed, ct);
            Add(results, failed);
            return owedNow;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogBroken(exception, claimed[0].Shop, claimed[0].Product);
            Add(results, claimed.Select(one => After(one, s_broken)));
            return [];
        }
    }

    private IEnumerable<Task> OfProduct(
        PlatformAccount account,
        OwedWrite[] owedNow,
        ConcurrentQueue<OwedResult> results,
        CancellationToken ct
    )
    {
        OwedWrite[] rest = [.. owedNow.Where(static one => one.Field.Field != ProductField.Stock)];
        var levels = owedNow.Except(rest).Select(one => Send([one], () => Level(account, one, ct), results, ct));
        return rest.Length == 0 ? levels : levels.Append(Send(rest, () => Product(account, rest, ct), results, ct));
    }

    // Each has its result for itself: that another one was cancelled or broke takes nothing from it.
    private async Task Send(
        OwedWrite[] owedNow,
        Func<Task<PlatformFailure?>> send,
        ConcurrentQueue<OwedResult> results,
        CancellationToken ct
    )
    {
        try
        {
            var failure = await send();
            Add(results, owedNow.Select(one => After(one, failure)));
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogBroken(exception, owedNow[0].Shop, owedNow[0].Product);
            Add(results, owedNow.Select(one => After(one, s_broken)));
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

    private static void Add(ConcurrentQueue<OwedResult> results, IEnumerable<OwedResult> more)
    {
        foreach (var one in more)
        {
            results.Enqueue(one);
        }
    }

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

    [LoggerMessage(LogLevel.Error, "Writing local edits of product {Product} of {Shop} failed")]
    private partial void LogBroken(Exception exception, string shop, string product);
}
