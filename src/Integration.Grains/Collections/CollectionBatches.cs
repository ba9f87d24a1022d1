using Integration.Caching;
using Integration.Platforms;
using Integration.Stalls;
using Integration.Time;
using Microsoft.Extensions.Logging;

namespace Integration.Collections;

/// <summary>
/// Asks for products in batches of what the account may ask for in one call, several at once. What is stored and new enough is not
/// asked for; what is asked for goes through the cache.
/// </summary>
internal sealed partial class CollectionBatches(
    CollectionWork work,
    CollectionTable table,
    PlatformCache cache,
    ProductSave products,
    CollectionWriter writer,
    CollectionOptions options,
    StallGuard stalls,
    DatabaseClock clock,
    Random random,
    ILogger<CollectionBatches> logger
)
{
    // Products of one round: the slowest of a round is waited for, and finding what is due costs more than a batch.
    private const int Round = 512;

    /// <summary>Asks for what is due; false when nothing is.</summary>
    public async Task<bool> Work(CollectionRow row, CollectionAccount account, CancellationToken ct)
    {
        var size = account.Kind.MaxIdsPerCall;
        var atOnce = size * options.BatchesInFlight;
        // A short round first: it may show that the account gets nothing.
        var isFirst = row.Shown.Collected + row.Shown.Unchanged == 0;
        var take = isFirst ? atOnce * 2 : Math.Max(atOnce * 2, Round);
        var due = await work.Products(row.Shown.Id, clock.UtcNow(), take, ct);
        if (due.Count == 0)
        {
            return false;
        }

        // Once the platform says "too many" or that a person is needed, or somebody cancels, the rest of the round is not asked for.
        using var halt = new CancellationTokenSource();
        await Parallel.ForEachAsync(
            due.Chunk(size),
            new ParallelOptions { MaxDegreeOfParallelism = options.BatchesInFlight, CancellationToken = ct },
            async (batch, token) =>
            {
                if (!halt.IsCancellationRequested && await Batch(row, account, batch, token))
                {
                    await halt.CancelAsync();
                }
            }
        );
        return true;
    }

    /// <summary>One batch; true where no other should be asked for now.</summary>
    private async ValueTask<bool> Batch(
        CollectionRow row,
        CollectionAccount account,
        DueProduct[] batch,
        CancellationToken ct
    )
    {
        await stalls.WhenOpen().WaitAsync(ct);
        var collection = row.Shown;
        var names = Array.ConvertAll(batch, static one => one.Id);
        var since = row.FreshSince(clock.UtcNow());
        var fresh = await products.Fresh(collection, names, since, ct);
        string[] asked = [.. names.Where(id => !fresh.ContainsKey(id))];
        var (answers, calls) = await Ask(collection, account, asked, since, ct);
        var now = clock.UtcNow();
        ItemOutcome[] outcomes =
        [
            .. batch.Select(one =>
                fresh.TryGetValue(one.Id, out var version)
                    ? new ItemOutcome(one.Id) { FreshVersion = version }
                    : OutcomeOf(one, answers[one.Id], now)
            ),
        ];
        var failures = outcomes.Select(static one => one.Failure).OfType<PlatformFailure>().ToArray();
        var wait = failures
            .Where(static one => one.Kind == FailureKind.Throttled || one.IsHeldBack)
            .Max(static one => one.RetryAfter);
        if (!await writer.Write(new BatchOutcome(row, outcomes, calls, now + wait), ct))
        {
            return true;
        }

        if (Array.Find(failures, one => CollectionRules.EndsAll(one, collection)) is { } refused)
        {
            await table.FailRest(collection.Id, refused, now, ct);
            return true;
        }

        return wait is not null;
    }

    private ItemOutcome OutcomeOf(DueProduct due, ProductReading answer, DateTimeOffset now)
    {
        if (answer.Outcome.Succeeded)
        {
            return new ItemOutcome(due.Id) { Product = answer.Outcome.Value, ReadAt = answer.At };
        }

        var failure = CollectionRules.Explained(answer.Outcome.Failure, due.Id);
        var again = CollectionRules.RetryAt(failure, due.Attempts, options, now, random);
        return new ItemOutcome(due.Id)
        {
            Failure = again is null ? CollectionRules.GivenUp(failure, due.Attempts + 1) : failure,
            RetryAt = again,
        };
    }

    // One language and currency after the other; who fails in one is not asked for in the next.
    private async Task<(Dictionary<string, ProductReading> Answers, int Calls)> Ask(
        CollectionResource collection,
        CollectionAccount account,
        string[] ids,
        DateTimeOffset since,
        CancellationToken ct
    )
    {
        var answers = new Dictionary<string, ProductReading>(StringComparer.Ordinal);
        var calls = 0;
        foreach (var (language, currency) in Views(collection))
        {
            string[] open = [.. ids.Where(id => !answers.TryGetValue(id, out var before) || before.Outcome.Succeeded)];
            if (open.Length == 0)
            {
                break;
            }

            var query = new ProductQuery(open)
            {
                Language = language,
                Currency = currency,
                Country = collection.Country,
            };
            var readings = await AskOnce(account, query, since, ct);
            calls += Array.Exists(readings.Products, IsHeldBack) ? 0 : readings.Calls;
            foreach (var reading in readings.Products)
            {
                answers[reading.Id] = answers.TryGetValue(reading.Id, out var before)
                    ? Joined(before, reading)
                    : reading;
            }
        }

        return (answers, calls);
    }

    private static IEnumerable<(string? Language, string? Currency)> Views(CollectionResource collection)
    {
        string?[] languages = collection.Languages is { Length: > 0 } some ? some : (string?[])[null];
        string?[] currencies = collection.Currency is { } joined ? joined.Split(',') : (string?[])[null];
        return currencies.SelectMany(currency => languages.Select(language => (language, currency)));
    }

    private static bool IsHeldBack(ProductReading reading) => reading.Outcome.Failure is { IsHeldBack: true };

    // As old as the older of the two.
    private static ProductReading Joined(ProductReading before, ProductReading next) =>
        before.Outcome.Succeeded && next.Outcome.Succeeded
            ? new(
                next.Id,
                ProductLanguages.Merge(before.Outcome.Value, next.Outcome.Value),
                before.At < next.At ? before.At : next.At
            )
            : next;

    // A bug must not repeat a batch for ever: it counts as a failed attempt.
    private async Task<ProductReadings> AskOnce(
        CollectionAccount account,
        ProductQuery query,
        DateTimeOffset since,
        CancellationToken ct
    )
    {
        try
        {
            return await cache.GetProducts(account.Connector, account.Credentials, query, since, ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogBroken(exception, query.Ids.Length, account.Connector.Declaration.Platform);
            return new(
                Array.ConvertAll(query.Ids, id => new ProductReading(id, CollectionRules.Broken, clock.UtcNow())),
                Calls: 1
            );
        }
    }

    [LoggerMessage(LogLevel.Error, "Asking for {Count} products of {Platform} broke")]
    private partial void LogBroken(Exception exception, int count, string platform);
}
