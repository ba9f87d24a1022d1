namespace Integration.Sandbox.Shop;

/// <summary>An order of the hub's copy, as it shows it.</summary>
/// <param name="Number">The platform's number.</param>
/// <param name="Status">The hub's word for how far it is.</param>
/// <param name="Version">Raised by each change, from 1.</param>
/// <param name="PackageSn">Its first package; null without any.</param>
/// <param name="DeletedAt">Since when it counts as deleted; null where it does not.</param>
internal sealed record CopiedOrder(
    string Number,
    string Status,
    long Version,
    string? PackageSn,
    DateTimeOffset? DeletedAt
);
