using System.Text.Json;
using Integration.Json;

namespace Integration.Secrets;

/// <summary>Seals and opens what must not lie readable in the database.</summary>
internal sealed class SecretVault(KeyRing keys)
{
    /// <summary>Stands for a secret in answers and in stored settings; sent back, it keeps what is stored.</summary>
    public const string Masked = "***";

    public byte[] Seal<T>(T secrets, string place) =>
        SecretEnvelope.Seal(keys, JsonSerializer.SerializeToUtf8Bytes(secrets, WireJson.Options), place);

    /// <summary>Opens what was sealed for a place; null where it does not open.</summary>
    public T? TryOpen<T>(byte[] sealedSecrets, string place)
        where T : class
    {
        try
        {
            return Open<T>(sealedSecrets, place);
        }
        catch (SecretUnreadableException)
        {
            return null;
        }
    }

    /// <summary>Opens what was sealed for a place.</summary>
    /// <exception cref="SecretUnreadableException">The key file is another one, or the row was changed.</exception>
    public T Open<T>(byte[] sealedSecrets, string place) =>
        JsonSerializer.Deserialize<T>(SecretEnvelope.Open(keys, sealedSecrets, place), WireJson.Options)
        ?? throw new SecretUnreadableException("A stored secret is empty.");
}
