using System.Security.Cryptography;
using System.Text;

namespace Integration.Market;

/// <summary>HMAC-SHA256 over <c>name=value</c> of all fields, ordered by name, joined by <c>&amp;</c>; upper hex.</summary>
internal static class MarketSignature
{
    public const string Field = "sign";

    public static string Sign(IEnumerable<KeyValuePair<string, string>> fields, string secret)
    {
        var text = string.Join(
            '&',
            fields
                .Where(static field => field.Key != Field)
                .OrderBy(static field => field.Key, StringComparer.Ordinal)
                .Select(static field => $"{field.Key}={field.Value}")
        );
        return Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
    }
}
