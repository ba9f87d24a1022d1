using Integration.Catalogue;
using Integration.Databases;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Sync;
using Integration.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>
/// Looks at products right before they are written: their details are stored, their edits compared with them under the shop's policy,
/// and only what is owed after that is written. Lists tell too late, and most of them nothing of variants.
/// </summary>
internal sealed partial class OwedCheck(
    OwedWrites owed,
    OwedCommitter committer,
    ConnectorCatalogue catalogue,
    ConflictOptions options,
    DatabaseClock clock,
    Random random,
    ILogger<OwedCheck> logger
)
{
    private static readonly PlatformFailure s_blind = new(
        FailureKind.Permanent,
        FailureReason.Unsupported,
        "The platform tells no product by its id, so nobody knows what a write would overwrite."
    );

    /// <summary>The most products that are asked for in one call.</summary>
    public int MaxProducts(PlatformAccount account) =>
        catalogue.TryFind<IConnector>(account.Platform, out var connector)
        && connector.Declaration.KindOf(account.Credentials) is { } kind
            ? Math.Max(kind.MaxIdsPerCall, 1)
            : 1;

    /// <summary>Compares claimed edits of a few products of one shop with what the platform has now; it fails only where it is cancelled.</summary>
    /// <param name="account">The shop's.</param>
    /// <param name="claimed">Of one shop and claim, with all that is claimed of these products.</param>
    /// <param name="ct">Ends the call under way.</param>
    /// <returns>What is to be written, and what came of those whose product could not be read or stored.</returns>
    public async Task<(IReadOnlyList<OwedWrite> Owed, IReadOnlyList<OwedResult> Failed)> Of(
        PlatformAccount account,
        OwedWrite[] claimed,
        CancellationToken ct
    )
    {
        try
        {
            return await Compare(account, claimed, ct);
        }
        catch (PostgresException e) when (DatabaseErrors.IsOfData(e))
        {
            OwedWrite[][] products =
            [
                .. claimed.GroupBy(static one => one.Product).Select(static one => one.ToArray()),
            ];
            return products.Length == 1
                ? ([], Array.ConvertAll(claimed, one => After(one, OwedFailures.NotStorable)))
                : await OneByOne(account, products, ct);
        }
        catch (Exception e)
            when (!ct.IsCancellationRequested && e is NpgsqlException or TimeoutException or LostRaceException)
        {
            // It says nothing about the edit.
            return (
                [],
                Array.ConvertAll(
                    claimed,
                    one => OwedRules.Later(one, OwedFailures.DatabaseAway, options, clock.UtcNow())
                )
            );
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LogBroken(e, claimed[0].Shop, claimed[0].Product);
            return ([], Array.ConvertAll(claimed, one => After(one, OwedFailures.Broken)));
        }
    }

    // One of several may be the one that cannot be stored.
    private async Task<(IReadOnlyList<OwedWrite>, IReadOnlyList<OwedResult>)> OneByOne(
        PlatformAccount account,
        OwedWrite[][] products,
        CancellationToken ct
    )
    {
        var (owedNow, failed) = (new List<OwedWrite>(), new List<OwedResult>());
        foreach (var product in products)
        {
            var alone = await Of(account, product, ct);
            owedNow.AddRange(alone.Owed);
            failed.AddRange(alone.Failed);
        }

        return (owedNow, failed);
    }

    private async Task<(IReadOnlyList<OwedWrite>, IReadOnlyList<OwedResult>)> Compare(
        PlatformAccount account,
        OwedWrite[] claimed,
        CancellationToken ct
    )
    {
        if (!catalogue.TryFind<IProductDetails>(account.Platform, out var details))
        {
            return ([], Array.ConvertAll(claimed, one => After(one, s_blind)));
        }

        var (shop, claim, readAt) = (claimed[0].Shop, claimed[0].Claim, clock.UtcNow());
        string[] ids = [.. claimed.Select(static one => one.Product).Distinct(StringComparer.Ordinal)];
        var results = await details.GetProducts(account.Credentials, new ProductQuery(ids), ct);
        var failures = results
            .Where(static one => !one.Outcome.Succeeded)
            .ToDictionary(static one => one.Id, static one => one.Outcome.Failure!, StringComparer.Ordinal);
        string[] known = [.. ids.Where(id => !failures.ContainsKey(id))];
        await committer.Compare(
            new SyncPage(shop, account.Platform, SyncKind.Products, readAt)
            {
                Records =
                [
                    .. results.Select(static one => one.Outcome.Value).OfType<Products.Product>().Select(SyncRecord.Of),
                ],
                ComparesEdits = true,
            },
            ct
        );
        return (
            await owed.Confirm(claim, shop, known, clock.UtcNow(), ct),
            [
                .. claimed
                    .Where(one => failures.ContainsKey(one.Product))
                    .Select(one => After(one, failures[one.Product])),
            ]
        );
    }

    private OwedResult After(OwedWrite write, PlatformFailure failure) =>
        OwedRules.After(write, failure, options, clock.UtcNow(), random);

    [LoggerMessage(LogLevel.Error, "Looking at product {Product} of {Shop} before a write failed")]
    private partial void LogBroken(Exception exception, string shop, string product);
}
