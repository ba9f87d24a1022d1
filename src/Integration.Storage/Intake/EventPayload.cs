namespace Integration.Intake;

/// <summary>An event's raw payload.</summary>
/// <param name="Body">Byte for byte as it came.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ContentType">The <c>Content-Type</c> it came with.</param>
public sealed record EventPayload(byte[] Body, PayloadKind Kind, string? ContentType);
