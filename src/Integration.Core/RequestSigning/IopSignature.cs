using System.Security.Cryptography;
using System.Text;

namespace Integration.RequestSigning;

/// <summary>
/// The signature of Alibaba's international open platform (IOP), developer.alibaba.com articleId 118817: AliExpress and
/// Taobao's cross-border interface.
/// </summary>
/// <remarks>
/// AliExpress' own article 120693 prints the value of another path for its sample; the published pair of 118817 is the right one.
/// </remarks>
public static class IopSignature
{
    /// <summary>The value of the field <c>sign_method</c>.</summary>
    public const string MethodName = "sha256";

    /// <summary>Signs all fields but <c>sign</c>; 64 upper-case hexadecimal digits.</summary>
    /// <param name="path">
    /// The path of a system interface (<c>/auth/token/refresh</c>), which is signed in front; null for one with a dotted name, whose
    /// name is the field <c>method</c>.
    /// </param>
    /// <param name="fields">All fields of the request, values raw.</param>
    /// <param name="secret">The app's secret.</param>
    public static string Sign(string? path, IEnumerable<KeyValuePair<string, string>> fields, string secret) =>
        Convert.ToHexString(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(secret),
                Encoding.UTF8.GetBytes(path + ParameterText.Join(fields))
            )
        );
}
