using System.Security.Cryptography;
using System.Text;

namespace Integration.Sandbox.Platforms.Alibaba1688;

/// <summary>
/// 1688's signature (open.1688.com/api/sysSignature.htm): HMAC-SHA1 over the path from the protocol on and the sorted
/// <c>name+value</c> texts; it is the joined texts that are sorted, not the names. Upper hex.
/// </summary>
public static class Alibaba1688Signature
{
    /// <summary>The signature of decoded parameters.</summary>
    /// <param name="path">From the protocol to the key, such as <c>param2/1/system/currentTime/1000000</c>; empty where no path is signed.</param>
    /// <param name="parameters">All of them; <c>_aop_signature</c> is left out.</param>
    /// <param name="secret">The application's secret.</param>
    public static string Of(string path, IEnumerable<KeyValuePair<string, string>> parameters, string secret)
    {
        var text =
            path
            + string.Concat(
                parameters
                    .Where(pair => !string.Equals(pair.Key, "_aop_signature", StringComparison.Ordinal))
                    .Select(pair => pair.Key + pair.Value)
                    .Order(StringComparer.Ordinal)
            );
#pragma warning disable CA5350 // The platform signs so.
        return Convert.ToHexString(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }
}
