using System.Security.Cryptography;
using System.Text;

namespace Integration.Access;

/// <summary>An API key: <c>ik_&lt;8 characters&gt;_&lt;secret&gt;</c>. The eight identify it, the rest is 256 random bits.</summary>
public sealed class ApiKeySecret
{
    private const string Prefix = "ik_";
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int IdLength = 8;
    private const int SecretLength = 52;

    private ApiKeySecret(string id, string text)
    {
        Id = id;
        Text = text;
        Hash = SHA256.HashData(Encoding.ASCII.GetBytes(text));
    }

    /// <summary>The eight public characters.</summary>
    public string Id { get; }

    /// <summary>The whole key.</summary>
    public string Text { get; }

    /// <summary>What is stored. A fast hash is right: the key is random, not chosen by a person.</summary>
    public byte[] Hash { get; }

    /// <summary>Makes a new key.</summary>
    public static ApiKeySecret Create()
    {
        var id = RandomNumberGenerator.GetString(Alphabet, IdLength);
        return new ApiKeySecret(id, $"{Prefix}{id}_{RandomNumberGenerator.GetString(Alphabet, SecretLength)}");
    }

    /// <summary>Reads a key as it came; null when it is not of the form.</summary>
    public static ApiKeySecret? Parse(string? text) =>
        text is { Length: Length }
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text[Prefix.Length + IdLength] == '_'
        && Ascii.IsValid(text)
            ? new ApiKeySecret(text.Substring(Prefix.Length, IdLength), text)
            : null;

    /// <summary>Whether it is the key of that hash, in constant time.</summary>
    public bool Matches(byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash, hash);

    /// <summary>Never the key: this may end in a log.</summary>
    public override string ToString() => $"{Prefix}{Id}_***";

    private const int Length = 3 + IdLength + 1 + SecretLength;
}
