using System.Text.Json;

namespace Integration.Orders;

/// <summary>An order as it is to be placed with somebody who fulfils it, such as a supplier.</summary>
public sealed record OrderDraft
{
    /// <summary>The buyer's own number of it, 1 to 64 visible ASCII characters: what tells a repeat from a second order.</summary>
    public required string Number { get; init; }

    /// <summary>1 to 500, of different products or variants.</summary>
    public required OrderDraftLine[] Lines { get; init; }

    /// <summary>Where it goes.</summary>
    public required OrderRecipient Recipient { get; init; }

    /// <summary>A note to the seller, to 2,000 characters; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>What only this platform asks for: an object of the shape that the platform's README has; null for none.</summary>
    public JsonElement? PlatformFields { get; init; }
}
