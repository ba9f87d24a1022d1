namespace Integration.Intake;

/// <summary>Who used a nonce first.</summary>
/// <param name="BodyHash">SHA-256 of that request's body.</param>
/// <param name="EventId">The event that it made.</param>
internal sealed record NonceOwner(byte[] BodyHash, Guid EventId);
