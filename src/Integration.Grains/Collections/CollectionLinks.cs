using Integration.Links;
using Integration.Platforms;
using Integration.Time;
using Microsoft.Extensions.Logging;

namespace Integration.Collections;

/// <summary>Finds the products behind pasted links; only short ones cause calls.</summary>
internal sealed partial class CollectionLinks(
    CollectionWork work,
    LinkExpander expander,
    CollectionOptions options,
    DatabaseClock clock,
    Random random,
    ILogger<CollectionLinks> logger
)
{
    private const int Step = 256;

    /// <summary>Follows links that are due; false when there is none.</summary>
    public async Task<bool> Follow(CollectionRow row, CancellationToken ct)
    {
        var due = await work.Links(row.Shown.Id, clock.UtcNow(), Step, ct);
        if (due.Count == 0)
        {
            return false;
        }

        var outcomes = new LinkOutcome[due.Count];
        await Parallel.ForAsync(
            0,
            due.Count,
            new ParallelOptions { MaxDegreeOfParallelism = options.BatchesInFlight, CancellationToken = ct },
            async (at, token) => outcomes[at] = await Follow(row.Shown.Platform, due[at], token)
        );
        await work.Write(row.Shown.Id, outcomes, clock.UtcNow(), ct);
        return true;
    }

    private async Task<LinkOutcome> Follow(string platform, DueLink link, CancellationToken ct)
    {
        var found = await Find(platform, link.Text, ct);
        if (found.Succeeded)
        {
            return found.Value.Platform == platform
                ? new LinkOutcome(link.Position, found.Value.ProductId, null, null)
                : new LinkOutcome(link.Position, null, OtherPlatform(found.Value.Platform, platform), null);
        }

        var again = CollectionRules.RetryAt(found.Failure, link.Attempts, options, clock.UtcNow(), random);
        return new LinkOutcome(
            link.Position,
            null,
            again is null ? CollectionRules.GivenUp(found.Failure, link.Attempts + 1) : found.Failure,
            again
        );
    }

    // A bug must not repeat a link for ever: it counts as a failed attempt.
    private async Task<PlatformResult<ProductLink>> Find(string platform, string text, CancellationToken ct)
    {
        try
        {
            return await expander.Find(text, ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogBroken(exception, platform);
            return CollectionRules.Broken;
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
