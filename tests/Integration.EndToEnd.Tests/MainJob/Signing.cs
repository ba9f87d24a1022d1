using System.Security.Cryptography;
using System.Text;

namespace Integration.MainJob;

/// <summary>Signs as senders do, written from the published rules and not with our code.</summary>
internal static class Signing
{
    public static string Hex(string secret, string signed) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));

    public static string Base64(string secret, string signed) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));

    public static string Standard(string secret, string id, string timestamp, string body) =>
        "v1,"
        + Convert.ToBase64String(
            HMACSHA256.HashData(
                Convert.FromBase64String(secret["whsec_".Length..]),
                Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")
            )
        );
}
