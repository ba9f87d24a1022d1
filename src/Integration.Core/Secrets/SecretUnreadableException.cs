namespace Integration.Secrets;

/// <summary>A stored secret cannot be opened. The message names the key's id, never a key or a secret.</summary>
public sealed class SecretUnreadableException(string message) : Exception(message);
