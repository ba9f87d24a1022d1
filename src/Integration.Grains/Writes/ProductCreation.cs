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

/// <summary>Creates the products of a request and answers with one result for each.</summary>
internal sealed partial class ProductCreation(
    ResourceTable<AccountSettings, AccountResource> table,
    IAccountDirectory accounts,
    ConnectorCatalogue catalogue,
    PlatformWrites writes,
    UnrepeatableWork work,
    ProductCreationOptions options,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    ILogger<ProductCreation> logger
)
{
    // In the audit: what was asked for, and what came of it.
    private const string Begun = "product.create";
    private const string Ended = "product.created";

    /// <summary>Runs a request.</summary>
    /// <param name="id">The account.</param>
    /// <param name="body">A <see cref="ProductCreationRequest"/> as JSON.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="ct">Ends it before anything was sent, and nothing after that.</param>
    public async Task<Outcome<ProductCreationResource>> Run(
        string id,
        byte[] body,
        WriteContext context,
        CancellationToken ct
    )
    {
        try
        {
            if (context.Idempotency is { } claim && await work.Find<ProductCreationResource>(claim, ct) is { } earlier)
            {
                return earlier;
            }

            var drafts = ProductCreationRules.Drafts(body, options);
            if (!drafts.Succeeded)
            {
                return drafts.Problem;
            }

            var account = await Account(id, ct);
            if (!account.Succeeded)
            {
                return account.Problem;
            }

            var asked = new ProductsAsked([.. drafts.Value.Select(static draft => draft.SellerCode)]);
            return await work.Begin<ProductCreationResource>(context, Begun, Target(id), asked, ct)
                ?? await Create(id, account.Value, drafts.Value, context);
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }
    }

    private static string Target(string id) => $"account/{id}";

    private async Task<Outcome<PlatformAccount>> Account(string id, CancellationToken ct)
    {
        if (await table.FindRow(id, ct) is null)
        {
            return ResourceProblems.Unknown(AccountKind.KindName, id);
        }

        var found = await accounts.Of(id, ct);
        if (!found.Succeeded)
        {
            return ProductCreationRules.Unusable(found.Failure);
        }

        var (platform, credentials) = found.Value;
        var kind = catalogue.TryFind<IProductWrite>(platform, out var connector)
            ? connector.Declaration.KindOf(credentials)
            : null;
        return kind is { Batches.Creates: > 0 } ? found.Value : ProductCreationRules.NotTaken(platform, credentials);
    }

    // From here on nobody's leaving ends it: what the platform was sent must be known to somebody.
    private async Task<ProductCreationResource> Create(
        string id,
        PlatformAccount account,
        ProductDraft[] drafts,
        WriteContext context
    )
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        var results = await Task.WhenAll(drafts.Select(draft => Create(account, draft, limit.Token)));
        var created = results.Count(static one => one.Failure is null);
        var answer = new ProductCreationResource
        {
            Account = id,
            Platform = account.Platform,
            Created = created,
            Failed = results.Length - created,
            Results = results,
        };
        await Note(id, context, answer);
        return answer;
    }

    // Each has its result for itself: that another one broke takes nothing from it.
    private async Task<ProductCreationResult> Create(
        PlatformAccount account,
        ProductDraft draft,
        CancellationToken limit
    )
    {
        try
        {
            var outcome = await writes.CreateProduct(account.Platform, account.Credentials, draft, limit);
            return outcome.Succeeded
                ? new(draft.SellerCode) { Id = outcome.Value.Id, Existed = outcome.Value.Existed }
                : new(draft.SellerCode) { Failure = outcome.Failure, MayExist = WriteRules.MayBeDone(outcome.Failure) };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new(draft.SellerCode) { Failure = ProductCreationRules.TooLate(options.Timeout), MayExist = true };
        }
        catch (Exception exception)
        {
            LogBroken(exception, account.Platform, account.Credentials.AccountId);
            return new(draft.SellerCode) { Failure = ProductCreationRules.Broken, MayExist = true };
        }
    }

    private async Task Note(string id, WriteContext context, ProductCreationResource answer)
    {
        using var limit = new CancellationTokenSource(options.NoteTimeout, time);
        try
        {
            await work.End(context, Ended, Target(id), status: 200, answer, limit.Token);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            LogNotNoted(exception, answer.Created, id);
        }
    }

    [LoggerMessage(LogLevel.Error, "Creating a product at {Platform} with account {Account} failed")]
    private partial void LogBroken(Exception exception, string platform, string account);

    [LoggerMessage(
        LogLevel.Warning,
        "That {Count} products were created with account {Account} could not be noted; the caller is told"
    )]
    private partial void LogNotNoted(Exception exception, int count, string account);
}
