using System.Text.Json;
using Integration.Platforms;
using Integration.Products;
using Integration.Sync;
using Integration.Time;
using Microsoft.Extensions.Logging;

namespace Integration.Collections;

/// <summary>
/// Reads the account's own shop list, one page at a time, each written with its checkpoint: the whole list, as a sync walks through it, in
/// parts where it is longer than the platform pages.
/// </summary>
internal sealed partial class CollectionListing(
    CollectionWork work,
    CollectionOptions options,
    WalkOptions walks,
    DatabaseClock clock,
    Random random,
    ILogger<CollectionListing> logger
)
{
    /// <summary>Reads the next page, or ends the list where it cannot be read.</summary>
    public async Task ReadPage(CollectionRow row, CollectionAccount account, CancellationToken ct)
    {
        if (account.Connector is not IProductList list)
        {
            await work.EndList(row, $"{row.Shown.Platform} lists no shop's products.", calls: 0, ct);
            return;
        }

        if (row.Shown.Total >= options.MaxListed)
        {
            var error = $"The list is longer than {options.MaxListed} products; the rest is left out.";
            await work.EndList(row, error, calls: 0, ct);
            return;
        }

        var terms = new WalkTerms(ProductWalk.Manners(list.Declaration), walks);
        if (WalkOf(row, terms) is not { Next: { } request } walk)
        {
            // Written by a version that ends lists elsewhere.
            await work.EndList(row, "How far the list was read is not known; the rest is left out.", calls: 0, ct);
            return;
        }

        // What is off the shelf is collected by its id only.
        var page = await Ask(list, account, ProductWalk.Query(request) with { OffSale = false }, ct);
        if (!page.Succeeded)
        {
            await Fail(row, walk, terms, page.Failure, ct);
            return;
        }

        var now = clock.UtcNow();
        string[] ids = [.. page.Value.Items.Select(static one => one.Id)];
        await work.WritePage(row, ids, added => After(walk, terms, page.Value, added, now), now, ct);
    }

    private static SyncWalk? WalkOf(CollectionRow row, WalkTerms terms)
    {
        try
        {
            return row.ListingWalk is { } stored
                ? WalkJson.Walk(stored)
                // By our clock: what changes during a walk is looked for at its end, up to then.
                : WalkStart.Full(new() { Offset = TimeSpan.Zero }, terms, row.Shown.CreatedAt) with
                {
                    Cursor = row.ListingCursor,
                };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ListingStep After(SyncWalk walk, WalkTerms terms, ProductPage page, int added, DateTimeOffset now)
    {
        var after = WalkSteps.After(walk, ProductWalk.Page(page, added), terms, now);
        return new(WalkJson.Of(after), after.Cursor, after.End is not null)
        {
            Gap =
                after.End == WalkEnd.Failed
                    ? $"The list could not be read to its end. {after.LastFailure?.Detail}".Trim()
                : page.Unread is [var unread, ..] ? $"{unread.Failure.Detail} It is left out."
                : after is { End: not null, Gaps: [var gap, ..] } ? GapOf(gap)
                : null,
        };
    }

    private static string GapOf(WalkGap gap) =>
        gap.Reason == WalkGapReason.BeyondLimit
            ? "The platform lets only a part of the list be read."
            : "Products moved on the list while it was read: some may be missing.";

    // A bug must not repeat a page for ever: it counts as a failed attempt.
    private async Task<PlatformResult<ProductPage>> Ask(
        IProductList list,
        CollectionAccount account,
        ProductListQuery query,
        CancellationToken ct
    )
    {
        try
        {
            return await list.ListProducts(account.Credentials, query, ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogBroken(exception, list.Declaration.Platform);
            return CollectionRules.Broken;
        }
    }

    private Task Fail(CollectionRow row, SyncWalk walk, WalkTerms terms, PlatformFailure failure, CancellationToken ct)
    {
        // A cursor may have died while the list waited: its part is begun again, once.
        if (
            failure is { Kind: FailureKind.Permanent, NeedsAttention: false }
            && WalkSteps.After(walk, ProductWalk.Failure(failure), terms, clock.UtcNow()) is { End: null } again
        )
        {
            var step = new ListingStep(WalkJson.Of(again), again.Cursor, IsDone: false);
            return work.WritePage(row, [], _ => step, clock.UtcNow(), ct);
        }

        return GiveUpOrWait(row, failure, ct);
    }

    private Task GiveUpOrWait(CollectionRow row, PlatformFailure failure, CancellationToken ct) =>
        CollectionRules.RetryAt(failure, row.ListingAttempts, options, clock.UtcNow(), random) is { } again
            ? work.PutOff(row, again, calls: failure.IsHeldBack ? 0 : 1, ct)
            : work.EndList(
                row,
                $"The shop's list could not be read. {CollectionRules.GivenUp(failure, row.ListingAttempts + 1).Detail}",
                calls: 1,
                ct
            );

    [LoggerMessage(LogLevel.Error, "Asking for a list of {Platform} broke")]
    private partial void LogBroken(Exception exception, string platform);
}
