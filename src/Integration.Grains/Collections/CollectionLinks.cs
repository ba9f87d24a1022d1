using System.Collections.Concurrent;
using Integration.Links;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Time;
using Microsoft.Extensions.Logging;

namespace Integration.Collections;

/// <summary>
/// Finds the products behind pasted links. Only short ones cause requests, and only what the platform alone can resolve causes
/// calls of the account.
/// </summary>
internal sealed partial class CollectionLinks(
    CollectionWork work,
    CollectionTable table,
    LinkExpander expander,
    CollectionOptions options,
    DatabaseClock clock,
    Random random,
    ILogger<CollectionLinks> logger
)
{
    private const int Step = 256;

    /// <summary>Follows links that are due; false when there is none.</summary>
    public async Task<bool> Follow(CollectionRow row, CollectionAccount account, CancellationToken ct)
    {
        var collection = row.Shown;
        var due = await work.Links(collection.Id, clock.UtcNow(), Step, ct);
        if (due.Count == 0)
        {
            return false;
        }

        var asking = new PlatformAccount(collection.Platform, account.Credentials);
        var findings = new ConcurrentBag<(DueLink Link, LinkFinding Found)>();
        // Once the platform says "too many" or that a person is needed, the other links are not followed.
        using var halt = new CancellationTokenSource();
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = options.BatchesInFlight, CancellationToken = ct },
            async (link, token) =>
            {
                if (halt.IsCancellationRequested)
                {
                    return;
                }

                var found = await Find(asking, link.Text, token);
                findings.Add((link, found));
                if (
                    found.Refused is { } refused
                    && (CollectionRules.IsOfAccount(refused) || CollectionRules.PauseAfter(refused) is not null)
                )
                {
                    await halt.CancelAsync();
                }
            }
        );
        await Write(collection.Id, [.. findings], collection.Platform, ct);
        return true;
    }

    private async Task Write(
        Guid id,
        (DueLink Link, LinkFinding Found)[] findings,
        string platform,
        CancellationToken ct
    )
    {
        var now = clock.UtcNow();
        var refusals = findings.Select(static one => one.Found.Refused).OfType<PlatformFailure>().ToArray();
        var round = new LinkRound(
            Array.ConvertAll(findings, one => OutcomeOf(platform, one.Link, one.Found.Link, now)),
            findings.Sum(static one => one.Found.Calls),
            now + refusals.Max(static one => CollectionRules.PauseAfter(one))
        );
        await work.Write(id, round, now, ct);
        if (Array.Find(refusals, CollectionRules.IsOfAccount) is { } refused)
        {
            await table.FailRest(id, refused, now, ct);
        }
    }

    private LinkOutcome OutcomeOf(string platform, DueLink link, PlatformResult<ProductLink> found, DateTimeOffset now)
    {
        if (found.Succeeded)
        {
            return found.Value.Platform == platform
                ? new LinkOutcome(link.Position, found.Value.ProductId, null, null)
                : new LinkOutcome(link.Position, null, OtherPlatform(found.Value.Platform, platform), null);
        }

        var again = CollectionRules.RetryAt(found.Failure, link.Attempts, options, now, random);
        return new LinkOutcome(
            link.Position,
            null,
            again is null ? CollectionRules.GivenUp(found.Failure, link.Attempts + 1) : found.Failure,
            again
        );
    }

    // A bug must not repeat a link for ever: it counts as a failed attempt.
    private async Task<LinkFinding> Find(PlatformAccount account, string text, CancellationToken ct)
    {
        try
        {
            return await expander.Find(text, account, ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogBroken(exception, account.Platform);
            return new(CollectionRules.Broken);
        }
    }

    private static PlatformFailure OtherPlatform(string link, string account) =>
        new(
            FailureKind.Permanent,
            FailureReason.InvalidRequest,
            $"It is a link of {link}, and the account is one of {account}."
        );

    [LoggerMessage(LogLevel.Error, "Following a link of a collection from {Platform} broke")]
    private partial void LogBroken(Exception exception, string platform);
}
