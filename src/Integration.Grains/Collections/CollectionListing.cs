using Integration.Platforms;
using Integration.Products;
using Integration.Time;
using Microsoft.Extensions.Logging;

namespace Integration.Collections;

/// <summary>Reads the account's own shop list, one page at a time, each written with its checkpoint.</summary>
internal sealed partial class CollectionListing(
    CollectionWork work,
    CollectionOptions options,
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

        var query = new ProductListQuery { Cursor = row.ListingCursor };
        var page = await Ask(list, account, query, ct);
        if (!page.Succeeded)
        {
            await Fail(row, page.Failure, ct);
            return;
        }

        var next = page.Value.NextCursor;
        var isStuck = next is not null && next == row.ListingCursor;
        var gap =
            isStuck ? "The platform's list leads back to the same page; the rest is left out."
            : page.Value.BeyondLimit ? "The platform lets only a part of the list be read."
            : page.Value.Unread is [var unread, ..] ? $"{unread.Failure.Detail} It is left out."
            : null;
        string[] ids = [.. page.Value.Items.Select(static one => one.Id)];
        await work.WritePage(row, ids, isStuck ? null : next, gap, clock.UtcNow(), ct);
    }

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

    private Task Fail(CollectionRow row, PlatformFailure failure, CancellationToken ct) =>
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
