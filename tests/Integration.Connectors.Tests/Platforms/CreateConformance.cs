using Integration.Writes;

namespace Integration.Platforms;

/// <summary>What every connector must do that creates products; its keys are the seller's codes.</summary>
public abstract class CreateConformance : WriteConformance
{
    protected abstract string Platform { get; }

    // Each is a creation of its own, and both may be wanted.
    protected override int CallsForTheSameTwice => 2;

    /// <summary>A draft that the platform takes.</summary>
    protected abstract ProductDraft Draft(string key);

    private protected override int LimitOf(BatchLimits limits) => limits.Creates;

    private protected override async Task<WriteTelling[]> Write(IConnector connector, string[] keys)
    {
        var results = await ((IProductWrite)connector).CreateProducts(Account, [.. keys.Select(Draft)], Ct);
        return [.. results.Select(one => Telling(one.SellerCode, one.Outcome))];
    }

    private protected override async Task<WriteTelling> Hand(PlatformWrites writes, string key) =>
        Telling(key, await writes.CreateProduct(Platform, Account, Draft(key), Ct));

    private static WriteTelling Telling(string key, PlatformResult<WrittenProduct> outcome) =>
        new(key, outcome.Value?.Id, outcome.Failure);
}
