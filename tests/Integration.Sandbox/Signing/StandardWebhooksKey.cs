using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Integration.Sandbox.Signing;

/// <summary>A secret of Standard Webhooks: <c>whsec_</c> and base64. Signs and verifies <c>{id}.{timestamp}.{body}</c>.</summary>
internal sealed class StandardWebhooksKey
{
    private const string Prefix = "whsec_";
    private const string Version = "v1,";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private readonly byte[] _key;

    public StandardWebhooksKey(byte[] key) => _key = key;

    /// <summary>A key of these bytes.</summary>
    public static string TextOf(ReadOnlySpan<byte> key) => Prefix + Convert.ToBase64String(key);

    public static bool TryParse(string? text, [NotNullWhen(true)] out StandardWebhooksKey? key)
    {
        key = null;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var base64 = text[Prefix.Length..].TrimEnd('=');
        var bytes = new byte[base64.Length];
        base64 = base64.PadRight((base64.Length + 3) / 4 * 4, '=');
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || length == 0)
        {
            return false;
        }

        key = new StandardWebhooksKey(bytes[..length]);
        return true;
    }

    /// <summary>One <c>v1,…</c>.</summary>
    public string Sign(string id, long seconds, ReadOnlySpan<byte> body) =>
        Version + Convert.ToBase64String(Hash(id, seconds.ToString(CultureInfo.InvariantCulture), body));

    /// <summary>Judges a request by its three headers; one signature of the list must fit.</summary>
    public SignatureVerdict Verify(
        string? id,
        string? timestamp,
        string? signatures,
        ReadOnlySpan<byte> body,
        DateTimeOffset now
    )
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signatures))
        {
            return SignatureVerdict.Missing;
        }

        if (
            !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds
        )
        {
            return SignatureVerdict.OutOfTime;
        }

        var expected = Encoding.ASCII.GetBytes(Convert.ToBase64String(Hash(id, timestamp, body)));
        var fits = false;
        foreach (var one in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            fits |=
                one.StartsWith(Version, StringComparison.Ordinal)
                && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one[Version.Length..]), expected);
        }

        return fits ? SignatureVerdict.Good : SignatureVerdict.Mismatch;
    }

    private byte[] Hash(string id, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return HMACSHA256.HashData(_key, content);
    }
}
