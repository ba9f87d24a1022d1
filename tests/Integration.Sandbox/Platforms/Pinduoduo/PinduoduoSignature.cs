using System.Security.Cryptography;
using System.Text;

namespace Integration.Sandbox.Platforms.Pinduoduo;

/// <summary>
/// Pinduoduo's signature (call guide): all fields but <c>sign</c> sorted by name, name and value joined, the secret in front and
/// behind; MD5, upper hex.
/// </summary>
public static class PinduoduoSignature
{
    /// <summary>The signature of decoded fields; objects and lists as the very JSON text that is sent.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, string>> fields, string secret)
    {
        var text =
            secret
            + string.Concat(
                fields
                    .Where(pair => !string.Equals(pair.Key, "sign", StringComparison.Ordinal))
                    .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => pair.Key + pair.Value)
            )
            + secret;
#pragma warning disable CA5351 // The platform signs so.
        return Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
    }
}
