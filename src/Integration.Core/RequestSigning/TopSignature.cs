using System.Security.Cryptography;
using System.Text;

namespace Integration.RequestSigning;

/// <summary>
/// The signature of the Taobao open platform (TOP), open.taobao.com docId 101617; its MD5 form is Pinduoduo's and Temu's too.
/// </summary>
public static class TopSignature
{
    /// <summary>The value of the field <c>sign_method</c>, which is signed with the others.</summary>
    public static string NameOf(TopSignMethod method) =>
        method switch
        {
            TopSignMethod.Md5 => "md5",
            TopSignMethod.HmacMd5 => "hmac",
            TopSignMethod.HmacSha256 => "hmac-sha256",
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, message: null),
        };

    /// <summary>Signs all fields but <c>sign</c>; 32 or 64 upper-case hexadecimal digits.</summary>
    /// <param name="method">The method, whose name must be among the fields where the platform wants it.</param>
    /// <param name="fields">All fields of the request, values raw.</param>
    /// <param name="secret">The app's secret.</param>
    public static string Sign(TopSignMethod method, IEnumerable<KeyValuePair<string, string>> fields, string secret) =>
        Sign(method, ParameterText.Join(fields), secret);

    /// <summary>Signs a text as it is.</summary>
    public static string Sign(TopSignMethod method, string text, string secret) =>
        method switch
        {
            TopSignMethod.Md5 => Md5(text, secret),
            TopSignMethod.HmacMd5 => HmacMd5(text, secret),
            TopSignMethod.HmacSha256 => Convert.ToHexString(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text))
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, message: null),
        };

#pragma warning disable CA5351 // The platforms offer nothing stronger here; TLS protects the request.
    private static string Md5(string text, string secret) =>
        Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(secret + text + secret)));

    private static string HmacMd5(string text, string secret) =>
        Convert.ToHexString(HMACMD5.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
