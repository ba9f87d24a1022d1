using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Stalls;
using Integration.Time;
using Integration.Writes;
using Microsoft.Extensions.Logging;

namespace Integration.Conflicts;

/// <summary>Writes what is owed to platforms, a batch at a time, through the optimiser that lets single writes share calls.</summary>
internal sealed partial class OwedWriter(
    OwedWrites owed,
    PlatformWrites writes,
    IAccountDirectory accounts,
    ConnectorCatalogue catalogue,
    StallGuard stalls,
    ConflictOptions options,
    IIdGenerator ids,
    DatabaseClock clock,
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
        var now = clock.UtcNow();
        var claimed = await owed.Claim(ids.NewId(now), now, ct);
        // A silo that stood still since may not be the only one any more that has them.
        await stalls.WhenOpen().WaitAsync(ct);
        await Task.WhenAll(claimed.GroupBy(static one => one.Account).Select(one => OfAccount(one.Key, [.. one], ct)));
        return claimed.Count > 0;
    }

    private async Task OfAccount(string account, OwedWrite[] claimed, CancellationToken ct)
    {
        var found = await accounts.Of(account, ct);
        var results = found.Succeeded
            ? await Task.WhenAll(
                claimed
                    .GroupBy(static one => (one.Shop, one.Product))
                    .Select(one => OfProduct(found.Value, [.. one], ct))
            )
            // An account that is disabled or cannot be read may be mended: that decides nothing about the edit.
            : [Array.ConvertAll(claimed, one => OwedRules.Later(one, found.Failure, options, clock.UtcNow()))];
        // Written is written, whether the silo ends or not: without the note it would be written again.
        await owed.Note([.. results.SelectMany(static one => one)], clock.UtcNow(), CancellationToken.None);
    }

    private async Task<OwedResult[]> OfProduct(PlatformAccount account, OwedWrite[] claimed, CancellationToken ct)
    {
        try
        {
            var (stock, rest) = (
                claimed.Where(static one => one.Field.Field == ProductField.Stock),
                claimed.Where(static one => one.Field.Field != ProductField.Stock).ToArray()
            );
            var levels = stock.Select(one => Level(account, one, ct)).ToArray();
            var product = rest.Length == 0 ? null : await Product(account, rest, ct);
            return [.. rest.Select(one => After(one, product)), .. await Task.WhenAll(levels)];
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogBroken(exception, claimed[0].Shop, claimed[0].Product);
            return Array.ConvertAll(claimed, one => After(one, s_broken));
        }
    }

    private async Task<OwedResult> Level(PlatformAccount account, OwedWrite write, CancellationToken ct)
    {
        var set = await writes.UpdateStock(account.Platform, account.Credentials, OwedDrafts.Stock(write), ct);
        return After(write, set.Failure);
    }

    private async Task<PlatformFailure?> Product(PlatformAccount account, OwedWrite[] claimed, CancellationToken ct)
    {
        var draft = OwedDrafts.Product(claimed, LanguageOf(account));
        return (await writes.UpdateProduct(account.Platform, account.Credentials, draft, ct)).Failure;
    }

    private string LanguageOf(PlatformAccount account) =>
        catalogue.TryFind<IConnector>(account.Platform, out var connector)
        && connector.Declaration.KindOf(account.Credentials)?.Languages is [var own, ..]
            ? own
            : AnyLanguage;

    private OwedResult After(OwedWrite write, PlatformFailure? failure) =>
        OwedRules.After(write, failure, options, clock.UtcNow(), random);

    [LoggerMessage(LogLevel.Error, "Writing local edits of product {Product} of {Shop} failed")]
    private partial void LogBroken(Exception exception, string shop, string product);
}
