using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Platforms;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Sync;

/// <summary>Asks a platform for one record and stores it.</summary>
internal sealed partial class RecordReading(
    SyncWriter writer,
    IAccountDirectory accounts,
    ConnectorCatalogue connectors,
    ILogger<RecordReading> logger
)
{
    // After the account could not be used.
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(1);

    /// <summary>Reads a record. That the platform does not give it, or a fault of ours, is a failure of this record alone.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="accountId">The shop's account.</param>
    /// <param name="id">The platform's id of it.</param>
    /// <param name="at">The database clock's now.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="NpgsqlException">The database is away; nothing is stored.</exception>
    public async Task<(SyncPageOutcome? Outcome, PlatformFailure? Failure)> Read(
        string shop,
        SyncKind kind,
        string accountId,
        string id,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var account = await accounts.Of(accountId, ct);
        if (!account.Succeeded)
        {
            // The platform was not asked.
            return (
                null,
                account.Failure with
                {
                    HttpStatus = null,
                    RetryAfter = account.Failure.RetryAfter ?? s_again,
                }
            );
        }

        var (platform, credentials) = account.Value;
        if (SyncList.Find(connectors, platform, kind) is not { } list)
        {
            return (null, new(FailureKind.Permanent, FailureReason.Unsupported, $"{platform} lists none of a shop's."));
        }

        var record = await Ask(list, credentials, id, at, ct);
        if (!record.Succeeded)
        {
            // A connector that refuses before it calls names no account.
            return (
                null,
                record.Failure with
                {
                    AccountChangedAt = record.Failure.AccountChangedAt ?? credentials.ChangedAt,
                }
            );
        }

        if (record.Value.Id != id)
        {
            return (null, Invalid("The answer is another record."));
        }

        var page = new SyncPage(shop, platform, kind, at) { Records = [record.Value], Enriches = list.Enriches };
        return await Store(page, id, ct);
    }

    private async Task<PlatformResult<SyncRecord>> Ask(
        SyncList list,
        AccountCredentials credentials,
        string id,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        try
        {
            return await list.ReadOne(credentials, id, at, ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogFault(exception, list.Platform, id);
            return SyncFailures.Broken;
        }
    }

    private async Task<(SyncPageOutcome?, PlatformFailure?)> Store(SyncPage page, string id, CancellationToken ct)
    {
        try
        {
            var written = await writer.Write(page, ct);
            return written.Failed == 0 ? (written, null) : (null, Invalid("What the platform gave cannot be stored."));
        }
        catch (Exception exception) when (!ct.IsCancellationRequested && SyncFailures.IsFaultOfOurs(exception))
        {
            LogFault(exception, page.Platform, id);
            return (null, SyncFailures.Broken);
        }
    }

    private static PlatformFailure Invalid(string detail) =>
        new(FailureKind.Permanent, FailureReason.InvalidAnswer, detail);

    [LoggerMessage(LogLevel.Error, "Reading record {Id} of {Platform} broke")]
    private partial void LogFault(Exception exception, string platform, string id);
}
