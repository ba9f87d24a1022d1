using Integration.Access;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Problems;

namespace Integration.Writes;

/// <summary>Creates the products of a request and answers with one result for each.</summary>
internal sealed class ProductCreation(AccountWrites requests, PlatformWrites writes, ProductCreationOptions options)
{
    private readonly AccountWrite<ProductDraft, ProductCreationResult, ProductCreationResource> _write = new()
    {
        Begun = "product.create",
        Ended = "product.created",
        Options = options,
        Read = body => ProductCreationRules.Drafts(body, options),
        Limit = static limits => limits.Creates,
        NotTaken = static (platform, account) =>
            AccountWriteRules.NotTaken("product-not-writable", "Products cannot be created", platform, account),
        Asked = static drafts => new ProductsAsked([.. drafts.Select(static draft => draft.SellerCode)]),
        Send = (account, draft, ct) => Create(writes, account, draft, ct),
        Lost = static (draft, failure) => new(draft.SellerCode) { Failure = failure, MayExist = true },
        Answer = Answer,
    };

    /// <summary>Runs a request.</summary>
    /// <param name="id">The account.</param>
    /// <param name="body">A <see cref="ProductCreationRequest"/> as JSON.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="ct">Ends it before anything was sent, and nothing after that.</param>
    public Task<Outcome<ProductCreationResource>> Run(
        string id,
        byte[] body,
        WriteContext context,
        CancellationToken ct
    ) => requests.Run(_write, id, body, context, ct);

    private static async Task<ProductCreationResult> Create(
        PlatformWrites writes,
        PlatformAccount account,
        ProductDraft draft,
        CancellationToken ct
    )
    {
        var outcome = await writes.CreateProduct(account.Platform, account.Credentials, draft, ct);
        return outcome.Succeeded
            ? new(draft.SellerCode) { Id = outcome.Value.Id, Existed = outcome.Value.Existed }
            : new(draft.SellerCode) { Failure = outcome.Failure, MayExist = WriteRules.MayBeDone(outcome.Failure) };
    }

    private static ProductCreationResource Answer(PlatformAccount account, ProductCreationResult[] results)
    {
        var created = results.Count(static one => one.Failure is null);
        return new()
        {
            Account = account.Credentials.AccountId,
            Platform = account.Platform,
            Created = created,
            Failed = results.Length - created,
            Results = results,
        };
    }
}
