using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Integration.Lists;

/// <summary>
/// Where a list of what shops or platforms have goes on: the newest come first, those of one instant by shop and id, backward.
/// </summary>
/// <param name="At">The instant of the last one shown.</param>
/// <param name="Shop">Its shop, or platform.</param>
/// <param name="Id">Its id there.</param>
public sealed record ShopPlace(DateTimeOffset At, string Shop, string Id)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ShopPlace? place)
    {
        place = null;
        // A shop's id and a platform's name have no slash, so the first one is ours.
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || slash + 1 == text.Length || !CreatedPlace.TryParse(text[..slash], out var head))
        {
            return false;
        }

        place = new ShopPlace(head.CreatedAt, head.Id, text[(slash + 1)..]);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}.{Shop}/{Id}");

    /// <summary>The place where a page begins; null for the first page.</summary>
    /// <exception cref="FormatException">It is not a place of such a list.</exception>
    internal static ShopPlace? Of(PageRequest page) =>
        page.After is null ? null
        : TryParse(page.After, out var place) ? place
        : throw new FormatException("It is not a place of a list of what shops have.");
}
