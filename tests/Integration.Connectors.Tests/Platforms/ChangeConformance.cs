using Integration.Writes;

namespace Integration.Platforms;

/// <summary>What every connector must do that changes products; its keys are the platform's ids.</summary>
public abstract class ChangeConformance : WriteConformance
{
    protected abstract string Platform { get; }

    // What a product is to be, and not by how much it changes.
    protected override bool IsRepeatable => true;

    protected override int CallsForTheSameTwice => 1;

    protected override string DoneOf(string key) => key;

    /// <summary>A change that the platform takes.</summary>
    protected abstract ProductDraft Draft(string key);

    private protected override int LimitOf(BatchLimits limits) => limits.Updates;

    private protected override async Task<WriteTelling[]> Write(IConnector connector, string[] keys)
    {
        var results = await ((IProductWrite)connector).UpdateProducts(Account, [.. keys.Select(Draft)], Ct);
        return [.. results.Zip(keys, static (one, key) => Telling(key, one.Outcome))];
    }

    private protected override async Task<WriteTelling> Hand(PlatformWrites writes, string key) =>
        Telling(key, await writes.UpdateProduct(Platform, Account, Draft(key), Ct));

    private static WriteTelling Telling(string key, PlatformResult<WrittenProduct> outcome) =>
        new(key, outcome.Value?.Id, outcome.Failure);
}
