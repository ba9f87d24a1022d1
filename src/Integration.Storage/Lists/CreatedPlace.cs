using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Integration.Lists;

/// <summary>Where a list of what people name themselves goes on: the newest come first, those of one instant by id, backward.</summary>
/// <param name="CreatedAt">When the last one shown was made.</param>
/// <param name="Id">Its id.</param>
public sealed record CreatedPlace(DateTimeOffset CreatedAt, string Id)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CreatedPlace? place)
    {
        place = null;
        var end = text.IndexOf('.', StringComparison.Ordinal);
        if (
            end < 0
            || end + 1 == text.Length
            || !long.TryParse(text.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.UtcTicks
        )
        {
            return false;
        }

        place = new CreatedPlace(new DateTimeOffset(ticks, TimeSpan.Zero), text[(end + 1)..]);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt.UtcTicks}.{Id}");

    /// <summary>The place where a page begins; null for the first page.</summary>
    /// <exception cref="FormatException">It is not a place of such a list.</exception>
    internal static CreatedPlace? Of(PageRequest page) =>
        page.After is null ? null
        : TryParse(page.After, out var place) ? place
        : throw new FormatException("It is not a place of a list by creation.");
}
