using System.Security.Cryptography;
using System.Text;

namespace Integration.Sandbox.Platforms.Taobao;

/// <summary>
/// TOP's signature (call protocol, docId 101617): all parameters but <c>sign</c> sorted by name, name and value joined;
/// <c>md5</c> has the secret in front and behind, <c>hmac</c> (HMAC-MD5) and <c>hmac-sha256</c> have it as key; upper hex.
/// </summary>
public static class TopSignature
{
    /// <summary>The signature of decoded parameters; null where <paramref name="method"/> is none of the three.</summary>
    public static string? Of(string? method, IEnumerable<KeyValuePair<string, string>> parameters, string secret)
    {
        var text = string.Concat(
            parameters
                .Where(pair => pair.Value.Length > 0 && !string.Equals(pair.Key, "sign", StringComparison.Ordinal))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => pair.Key + pair.Value)
        );
        var key = Encoding.UTF8.GetBytes(secret);
        var content = Encoding.UTF8.GetBytes(text);
        var hash = method switch
        {
            "md5" => Md5([.. key, .. content, .. key]),
            "hmac" => HmacMd5(key, content),
            "hmac-sha256" => HMACSHA256.HashData(key, content),
            _ => null,
        };
        return hash is null ? null : Convert.ToHexString(hash);
    }

#pragma warning disable CA5351 // The platform signs so.
    private static byte[] Md5(byte[] content) => MD5.HashData(content);

    private static byte[] HmacMd5(byte[] key, byte[] content) => HMACMD5.HashData(key, content);
#pragma warning restore CA5351
}
