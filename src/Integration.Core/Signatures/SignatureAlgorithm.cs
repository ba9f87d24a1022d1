using System.Security.Cryptography;

namespace Integration.Signatures;

/// <summary>A keyed hash by its name. Old senders sign with SHA-1 and MD5; as an HMAC they still prove the secret.</summary>
internal sealed record SignatureAlgorithm(string Name, int Bytes, HashAlgorithmName HashName)
{
    private static readonly SignatureAlgorithm[] s_all =
    [
        new("sha256", 32, HashAlgorithmName.SHA256),
        new("sha1", 20, HashAlgorithmName.SHA1),
        new("sha512", 64, HashAlgorithmName.SHA512),
        new("md5", 16, HashAlgorithmName.MD5),
    ];

    public static SignatureAlgorithm Sha256 => s_all[0];

    public static string Names => string.Join(", ", s_all.Select(one => one.Name));

    public static SignatureAlgorithm? Find(string name) => Array.Find(s_all, one => one.Name == name);
}
