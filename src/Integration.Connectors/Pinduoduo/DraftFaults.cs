using Integration.Calls;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Pinduoduo;

/// <summary>Everything that keeps a draft from being sent, told at once and before any call.</summary>
internal sealed class DraftFaults
{
    private const int FenPerYuan = 100;
    private const decimal MaxYuan = long.MaxValue / FenPerYuan;

    // Of hundreds of variants the first faulty ones say enough.
    private const int MaxFaults = 50;
    private readonly List<string> _faults = [];
    private int _more;

    /// <summary>The failure that they are together; null where there is none.</summary>
    public PlatformFailure? Failure =>
        _faults.Count == 0
            ? null
            : Failures.InvalidRequest(
                $"Not sent to Pinduoduo: {string.Join("; ", _faults)}{(_more > 0 ? $"; and {_more} more" : "")}."
            );

    /// <summary>Adds one.</summary>
    /// <param name="place">The field, as the caller names it.</param>
    /// <param name="text">What is wrong with it.</param>
    public void Add(string place, string text)
    {
        if (_faults.Count < MaxFaults)
        {
            _faults.Add($"{place} {text}");
        }
        else
        {
            _more++;
        }
    }

    /// <summary>A value that must be there; the default where it is not, which is a fault.</summary>
    public T Needed<T>(T? value, string place, string what)
        where T : struct
    {
        if (value is null)
        {
            Add(place, $"is missing or not {what}");
        }

        return value.GetValueOrDefault();
    }

    /// <summary>An amount of yuan as whole fen: one that is not a whole number of them is a fault, and never rounded.</summary>
    public long Fen(Money? price, string place)
    {
        if (price is not { Amount: > 0 and <= MaxYuan, Currency: PinduoduoDeclaration.Currency })
        {
            Add(place, $"is missing or not an amount of {PinduoduoDeclaration.Currency} above 0");
            return 0;
        }

        var fen = price.Amount * FenPerYuan;
        if (fen != decimal.Truncate(fen))
        {
            Add(place, "has a part of a fen, and nothing is rounded");
        }

        return (long)fen;
    }

    /// <summary>What one piece costs where there is one price for any number of them; null, which is a fault, where there is not.</summary>
    public ProductPrice? Only(ProductPrice[] prices, string place)
    {
        if (prices is [{ MinimumQuantity: 1 } only])
        {
            return only;
        }

        Add(place, "must be one price, for any number of pieces");
        return null;
    }
}
