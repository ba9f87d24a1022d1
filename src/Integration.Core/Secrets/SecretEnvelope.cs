using System.Security.Cryptography;
using System.Text;

namespace Integration.Secrets;

/// <summary>
/// Envelope encryption: each secret has a data key of its own (AES-256-GCM), wrapped by a key-encryption key. The
/// associated data binds it to its place: moved to another row it does not open.
/// </summary>
/// <remarks>Layout: version (1), length of the key id (1), key id, wrapped data key (12 + 16 + 32), nonce (12), tag (16), ciphertext.</remarks>
public static class SecretEnvelope
{
    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;
    private const int BoxOverhead = NonceBytes + TagBytes;

    /// <summary>Seals a secret under the ring's current key.</summary>
    /// <param name="keys">The ring.</param>
    /// <param name="plaintext">The secret.</param>
    /// <param name="place">Where it belongs, such as <c>subscriber|erp</c>.</param>
    public static byte[] Seal(KeyRing keys, ReadOnlySpan<byte> plaintext, string place)
    {
        var id = Encoding.ASCII.GetBytes(keys.CurrentId);
        var associated = Encoding.UTF8.GetBytes(place);
        var dataKey = RandomNumberGenerator.GetBytes(KeyBytes);
        var header = 2 + id.Length;
        var result = new byte[header + BoxOverhead + KeyBytes + BoxOverhead + plaintext.Length];
        result[0] = Version;
        result[1] = (byte)id.Length;
        id.CopyTo(result, 2);
        SealBox(keys.Find(keys.CurrentId)!, dataKey, associated, result.AsSpan(header, BoxOverhead + KeyBytes));
        SealBox(dataKey, plaintext, associated, result.AsSpan(header + BoxOverhead + KeyBytes));
        CryptographicOperations.ZeroMemory(dataKey);
        return result;
    }

    /// <summary>Opens a sealed secret.</summary>
    /// <exception cref="SecretUnreadableException">Its key is not in the ring, or it was sealed for another place or changed.</exception>
    public static byte[] Open(KeyRing keys, ReadOnlySpan<byte> sealedSecret, string place)
    {
        if (sealedSecret.Length < 2 || sealedSecret[0] != Version)
        {
            throw new SecretUnreadableException("A stored secret is not of a known form.");
        }

        var header = 2 + sealedSecret[1];
        if (sealedSecret.Length < header + BoxOverhead + KeyBytes + BoxOverhead)
        {
            throw new SecretUnreadableException("A stored secret is cut short.");
        }

        var id = Encoding.ASCII.GetString(sealedSecret[2..header]);
        var key =
            keys.Find(id)
            ?? throw new SecretUnreadableException($"The key '{id}' of a stored secret is not in the key file.");
        var associated = Encoding.UTF8.GetBytes(place);
        try
        {
            var dataKey = OpenBox(key, sealedSecret.Slice(header, BoxOverhead + KeyBytes), associated);
            var plaintext = OpenBox(dataKey, sealedSecret[(header + BoxOverhead + KeyBytes)..], associated);
            CryptographicOperations.ZeroMemory(dataKey);
            return plaintext;
        }
        catch (CryptographicException)
        {
            // The reason must not tell a forger how far it came.
            throw new SecretUnreadableException(
                $"A stored secret does not open with the key '{id}': the key file is another one, or the row was changed."
            );
        }
    }

    private static void SealBox(byte[] key, ReadOnlySpan<byte> plaintext, byte[] associated, Span<byte> box)
    {
        using var aes = new AesGcm(key, TagBytes);
        RandomNumberGenerator.Fill(box[..NonceBytes]);
        aes.Encrypt(box[..NonceBytes], plaintext, box[BoxOverhead..], box[NonceBytes..BoxOverhead], associated);
    }

    private static byte[] OpenBox(byte[] key, ReadOnlySpan<byte> box, byte[] associated)
    {
        using var aes = new AesGcm(key, TagBytes);
        var plaintext = new byte[box.Length - BoxOverhead];
        aes.Decrypt(box[..NonceBytes], box[BoxOverhead..], box[NonceBytes..BoxOverhead], plaintext, associated);
        return plaintext;
    }
}
