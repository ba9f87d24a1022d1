using System.Globalization;
using Integration.Products;
using Integration.Writes;

namespace Integration.Platforms;

/// <summary>What every connector must do that sets stock; its keys are products.</summary>
public abstract class StockConformance : WriteConformance
{
    private const long Pieces = 7;

    // A level is a number of pieces, and not a difference.
    protected override bool IsRepeatable => true;

    protected override int CallsForTheSameTwice => 1;

    protected override string DoneOf(string key) => Pieces.ToString(CultureInfo.InvariantCulture);

    /// <summary>The change for a key.</summary>
    protected static StockChange Change(string key) => new(key, Pieces) { VariantId = "2" };

    private protected override int LimitOf(BatchLimits limits) => limits.StockUpdates;

    private protected override async Task<WriteTelling[]> Write(IConnector connector, string[] keys)
    {
        var results = await ((IStockUpdate)connector).UpdateStock(Account, [.. keys.Select(Change)], Ct);
        return [.. results.Select(one => Telling(one.Change.ProductId, one.Outcome))];
    }

    private protected override async Task<WriteTelling> Hand(PlatformWrites writes, string key) =>
        Telling(key, await writes.UpdateStock(Platform, Account, Change(key), Ct));

    protected abstract string Platform { get; }

    private static WriteTelling Telling(string key, PlatformResult<StockLevel> outcome) =>
        new(key, outcome.Value?.Quantity.ToString(CultureInfo.InvariantCulture), outcome.Failure);
}
