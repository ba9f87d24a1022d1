using System.Security.Cryptography;
using System.Text;

namespace Integration.Alibaba1688;

/// <summary>The signature of 1688's open platform, open.1688.com/api/sysSignature.htm.</summary>
internal static class AopSignature
{
    /// <summary>The field that carries the signature and is never signed.</summary>
    public const string Field = "_aop_signature";

    /// <summary>
    /// HMAC-SHA1 over the path and the fields, 40 upper-case hexadecimal digits. The joined texts of name and value are sorted, not
    /// the names: that differs where one name begins with another.
    /// </summary>
    /// <param name="path">From the protocol on: <c>param2/1/namespace/name/appKey</c>.</param>
    /// <param name="fields">All fields of the request, values raw.</param>
    /// <param name="secret">The app's secret.</param>
    public static string Sign(string path, IEnumerable<KeyValuePair<string, string>> fields, string secret)
    {
        var joined = fields
            .Where(static field => !string.Equals(field.Key, Field, StringComparison.Ordinal))
            .Select(static field => field.Key + field.Value)
            .Order(StringComparer.Ordinal);
        var text = path + string.Concat(joined);
#pragma warning disable CA5350 // The platform offers nothing stronger; TLS protects the request.
        return Convert.ToHexString(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }
}
