namespace Integration.Intake;

/// <summary>Details of a signature scheme; all but <see cref="Tolerance"/> are for <c>hmac</c>.</summary>
[GenerateSerializer, Immutable, Alias("integration.SourceOptions")]
public sealed record SourceOptions
{
    /// <summary>Header of the signature; default <c>X-Signature</c>.</summary>
    [Id(0)]
    public string? SignatureHeader { get; init; }

    /// <summary>Header of the timestamp (Unix seconds); none by default.</summary>
    [Id(1)]
    public string? TimestampHeader { get; init; }

    /// <summary>Header of the nonce; none by default.</summary>
    [Id(2)]
    public string? NonceHeader { get; init; }

    /// <summary>What stands before the signature, such as <c>sha256=</c>.</summary>
    [Id(3)]
    public string? Prefix { get; init; }

    /// <summary>Signed content from <c>{timestamp}</c>, <c>{nonce}</c>, <c>{body}</c>; default <c>{body}</c>.</summary>
    [Id(4)]
    public string? Template { get; init; }

    /// <summary><c>sha256</c> (default), <c>sha1</c>, <c>sha512</c> or <c>md5</c>.</summary>
    [Id(5)]
    public string? Algorithm { get; init; }

    /// <summary><c>hex</c> (default) or <c>base64</c>.</summary>
    [Id(6)]
    public string? Encoding { get; init; }

    /// <summary>How far a timestamp may lie from now, a duration from 1s to 1h; default <c>5m</c>.</summary>
    [Id(7)]
    public string? Tolerance { get; init; }
}
