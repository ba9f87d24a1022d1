using System.Security.Cryptography;
using System.Text;

namespace Integration.Sandbox.Platforms.Temu;

/// <summary>
/// Temu's signature: all top-level fields but <c>sign</c> sorted by name, name and value joined, the secret in front and behind; MD5,
/// upper hex.
/// </summary>
public static class TemuSignature
{
    /// <summary>The signature of decoded fields; objects and lists as the very JSON text that was sent.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, string>> fields, string secret)
    {
        var text = new StringBuilder(secret);
        foreach (var (name, value) in fields.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!string.Equals(name, "sign", StringComparison.Ordinal))
            {
                text.Append(name).Append(value);
            }
        }

        text.Append(secret);
#pragma warning disable CA5351 // The platform signs so.
        return Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5351
    }
}
