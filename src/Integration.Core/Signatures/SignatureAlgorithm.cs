using System.Security.Cryptography;

namespace Integration.Signatures;

/// <summary>A keyed hash by its name.</summary>
internal sealed record SignatureAlgorithm(string Name, int Bytes)
{
    private static readonly SignatureAlgorithm[] s_all =
    [
        new("sha256", 32),
        new("sha1", 20),
        new("sha512", 64),
        new("md5", 16),
    ];

    public static SignatureAlgorithm Sha256 => s_all[0];

    public static string Names => string.Join(", ", s_all.Select(one => one.Name));

    public static SignatureAlgorithm? Find(string name) => Array.Find(s_all, one => one.Name == name);

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security",
        "CA5350:Do Not Use Weak Cryptographic Algorithms",
        Justification = "Old senders sign with SHA-1; as an HMAC it still proves the secret."
    )]
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security",
        "CA5351:Do Not Use Broken Cryptographic Algorithms",
        Justification = "Old senders sign with MD5; as an HMAC it still proves the secret."
    )]
    public void Hash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content, Span<byte> hash) =>
        _ = Name switch
        {
            "sha256" => HMACSHA256.HashData(key, content, hash),
            "sha512" => HMACSHA512.HashData(key, content, hash),
            "sha1" => HMACSHA1.HashData(key, content, hash),
            _ => HMACMD5.HashData(key, content, hash),
        };
}
