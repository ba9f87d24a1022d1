using System.Security.Cryptography;
using System.Text;

namespace Integration.Sandbox.Platforms.AliExpress;

/// <summary>
/// The signature of the IOP gateway (articles 118817 and 120693): all parameters but <c>sign</c> sorted by name, name and value
/// joined, the path in front where the call is a path; HMAC-SHA256, upper hex.
/// </summary>
public static class IopSignature
{
    /// <summary>The signature of decoded parameters.</summary>
    /// <param name="path">The path of the call, such as <c>/auth/token/create</c>; null for a call with a dotted name.</param>
    /// <param name="parameters">System and business parameters.</param>
    /// <param name="secret">The application's secret.</param>
    public static string Of(string? path, IEnumerable<KeyValuePair<string, string>> parameters, string secret)
    {
        var text =
            path
            + string.Concat(
                parameters
                    .Where(pair => !string.Equals(pair.Key, "sign", StringComparison.Ordinal))
                    .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => pair.Key + pair.Value)
            );
        return Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
    }
}
