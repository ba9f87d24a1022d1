namespace Integration.Signatures;

/// <summary>How requests of a source are signed.</summary>
public sealed record SignatureConfig
{
    /// <summary>The scheme's name.</summary>
    public string? Scheme { get; init; }

    /// <summary>All secrets that are valid now.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>For <c>hmac</c>: header of the signature; default <c>X-Signature</c>.</summary>
    public string? SignatureHeader { get; init; }

    /// <summary>For <c>hmac</c>: header of the timestamp, Unix seconds or milliseconds.</summary>
    public string? TimestampHeader { get; init; }

    /// <summary>For <c>hmac</c>: header of the nonce.</summary>
    public string? NonceHeader { get; init; }

    /// <summary>For <c>hmac</c>: what stands before the signature.</summary>
    public string? Prefix { get; init; }

    /// <summary>For <c>hmac</c>: the signed content; default <c>{body}</c>.</summary>
    public string? Template { get; init; }

    /// <summary>For <c>hmac</c>: sha256 (default), sha1, sha512, md5.</summary>
    public string? Algorithm { get; init; }

    /// <summary>For <c>hmac</c>: hex (default) or base64.</summary>
    public string? Encoding { get; init; }

    /// <summary>How far a timestamp may lie from now.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromMinutes(5);
}
