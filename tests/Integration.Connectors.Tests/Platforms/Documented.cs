using System.Security.Cryptography;
using System.Text;

namespace Integration.Platforms;

/// <summary>Signatures straight from the platforms' documents, apart from the product's code.</summary>
internal static class Documented
{
    public static string Joined(StandInRequest request, string signatureField) =>
        string.Concat(
            request
                .Form.Where(field => field.Key != signatureField)
                .OrderBy(field => field.Key, StringComparer.Ordinal)
                .Select(field => field.Key + field.Value)
        );

    public static string HmacSha256(string key, string text) =>
        Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));

#pragma warning disable CA5350, CA5351 // The platforms' choice.
    public static string HmacSha1(string key, string text) =>
        Convert.ToHexString(HMACSHA1.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));

    public static string Md5(string text) => Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350, CA5351

    /// <summary>Fields written as <c>name=value|name=value</c>.</summary>
    public static Dictionary<string, string> Fields(string text) =>
        text.Split('|').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
}
