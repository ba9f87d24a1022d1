namespace Integration.Sandbox.Senders;

/// <summary>One webhook.</summary>
/// <param name="Id">The platform's id of it.</param>
/// <param name="Type">The type that the hub is to make of it.</param>
/// <param name="Body">The raw body.</param>
internal sealed record WebhookMessage(string Id, string Type, byte[] Body)
{
    /// <summary>Headers beside those of the signature.</summary>
    public KeyValuePair<string, string>[] Headers { get; init; } = [];
}
