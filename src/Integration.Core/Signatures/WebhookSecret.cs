using System.Security.Cryptography;

namespace Integration.Signatures;

/// <summary>A Standard Webhooks secret: <c>whsec_</c> and base64 of 24 to 64 bytes.</summary>
public sealed class WebhookSecret
{
    /// <summary>What stands before the base64.</summary>
    public const string Prefix = "whsec_";

    private const int MinBytes = 24;
    private const int MaxBytes = 64;
    private const int MadeBytes = 32;
    private readonly byte[] _key;

    private WebhookSecret(byte[] key)
    {
        _key = key;
        Key = new HmacKey(SignatureAlgorithm.Sha256, key);
    }

    internal HmacKey Key { get; }

    /// <summary>Reads a secret, with or without its prefix, padded or not.</summary>
    public static bool TryParse(string? text, out WebhookSecret? secret)
    {
        secret = null;
        if (string.IsNullOrEmpty(text) || text.Length > 128)
        {
            return false;
        }

        var base64 = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        var key = new byte[MaxBytes + 3];
        var padded = base64.PadRight((base64.Length + 3) / 4 * 4, '=');
        if (!Convert.TryFromBase64String(padded, key, out var length) || length is < MinBytes or > MaxBytes)
        {
            return false;
        }

        secret = new WebhookSecret(key[..length]);
        return true;
    }

    /// <summary>Makes a new secret of 32 random bytes.</summary>
    public static WebhookSecret Create() => new(RandomNumberGenerator.GetBytes(MadeBytes));

    /// <summary>The secret itself, to be sealed or shown once.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(_key);

    /// <summary>Never the secret: this may end in a log.</summary>
    public override string ToString() => Prefix + "***";
}
