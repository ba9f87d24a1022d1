namespace Integration.Benchmarks.Baseline;

/// <summary>An event on its way through the relay.</summary>
internal sealed record RelayEvent(
    Guid Id,
    Guid DeliveryId,
    string Source,
    string Type,
    string Key,
    Guid KeyHash,
    DateTime Received,
    string? ContentType,
    byte[] Payload
);
