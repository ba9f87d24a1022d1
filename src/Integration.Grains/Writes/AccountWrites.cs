using Integration.Access;
using Integration.Accounts;
using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Problems;
using Integration.Resources;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Writes;

/// <summary>Writes the things of a request at an account's platform and answers with one result for each.</summary>
internal sealed partial class AccountWrites(
    ResourceTable<AccountSettings, AccountResource> table,
    IAccountDirectory accounts,
    ConnectorCatalogue catalogue,
    UnrepeatableWork work,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    ILogger<AccountWrites> logger
)
{
    /// <summary>Runs a request.</summary>
    /// <param name="write">What it writes.</param>
    /// <param name="id">The account.</param>
    /// <param name="body">The request as JSON.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="ct">Ends it before anything was sent, and nothing after that.</param>
    public async Task<Outcome<TAnswer>> Run<TItem, TResult, TAnswer>(
        AccountWrite<TItem, TResult, TAnswer> write,
        string id,
        byte[] body,
        WriteContext context,
        CancellationToken ct
    )
        where TAnswer : class
    {
        try
        {
            if (context.Idempotency is { } claim && await work.Find<TAnswer>(claim, ct) is { } earlier)
            {
                return earlier;
            }

            var items = write.Read(body);
            if (!items.Succeeded)
            {
                return items.Problem;
            }

            var account = await Account(id, write.Limit, write.NotTaken, ct);
            if (!account.Succeeded)
            {
                return account.Problem;
            }

            return await work.Begin<TAnswer>(context, write.Begun, Target(id), write.Asked(items.Value), ct)
                ?? await Send(write, account.Value, items.Value, context);
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }
    }

    private static string Target(string id) => $"account/{id}";

    private async Task<Outcome<PlatformAccount>> Account(
        string id,
        Func<BatchLimits, int> limit,
        Func<string, AccountCredentials, Problem> notTaken,
        CancellationToken ct
    )
    {
        if (await table.FindRow(id, ct) is null)
        {
            return ResourceProblems.Unknown(AccountKind.KindName, id);
        }

        var found = await accounts.Of(id, ct);
        if (!found.Succeeded)
        {
            return AccountProblems.Unusable(found.Failure);
        }

        var (platform, credentials) = found.Value;
        var kind = catalogue.TryFind<IConnector>(platform, out var connector)
            ? connector.Declaration.KindOf(credentials)
            : null;
        return kind is { Batches: { } limits } && limit(limits) > 0 ? found.Value : notTaken(platform, credentials);
    }

    // From here on nobody's leaving ends it: what the platform was sent must be known to somebody.
    private async Task<TAnswer> Send<TItem, TResult, TAnswer>(
        AccountWrite<TItem, TResult, TAnswer> write,
        PlatformAccount account,
        TItem[] items,
        WriteContext context
    )
        where TAnswer : class
    {
        using var limit = new CancellationTokenSource(write.Options.Timeout, time);
        var results = await Task.WhenAll(items.Select(item => Send(write, account, item, limit.Token)));
        var answer = write.Answer(account, results);
        await Note(account.Credentials.AccountId, context, write.Ended, answer, write.Options.NoteTimeout);
        return answer;
    }

    // Each has its result for itself: that another one broke takes nothing from it.
    private async Task<TResult> Send<TItem, TResult, TAnswer>(
        AccountWrite<TItem, TResult, TAnswer> write,
        PlatformAccount account,
        TItem item,
        CancellationToken limit
    )
        where TAnswer : class
    {
        try
        {
            return await write.Send(account, item, limit);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return write.Lost(item, AccountWriteRules.TooLate(write.Options.Timeout));
        }
        catch (Exception exception)
        {
            LogBroken(exception, write.Begun, account.Platform, account.Credentials.AccountId);
            return write.Lost(item, AccountWriteRules.Broken);
        }
    }

    private async Task Note(string id, WriteContext context, string action, object answer, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience, time);
        try
        {
            await work.End(context, action, Target(id), status: 200, answer, limit.Token);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            LogNotNoted(exception, action, id);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Action} at {Platform} with account {Account} failed")]
    private partial void LogBroken(Exception exception, string action, string platform, string account);

    [LoggerMessage(
        LogLevel.Warning,
        "What came of a request ({Action}) with account {Account} could not be noted; the caller is told"
    )]
    private partial void LogNotNoted(Exception exception, string action, string account);
}
