namespace Integration.Signatures;

/// <summary>Slack: <c>v0=</c> and hex over <c>v0:{timestamp}:{body}</c>.</summary>
internal sealed class SlackScheme(HmacKey[] keys, TimeSpan tolerance) : ISignatureScheme
{
    private const string SignatureHeader = "X-Slack-Signature";
    private const string TimestampHeader = "X-Slack-Request-Timestamp";
    private const string Prefix = "v0=";

    public SignatureCheck Verify(Func<string, string?> header, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var text = header(SignatureHeader);
        if (string.IsNullOrEmpty(text))
        {
            return SignatureCheck.Bad("signature-missing", $"The signature is missing: send it in {SignatureHeader}.");
        }

        var timestamp = header(TimestampHeader);
        if (SignatureTime.Check(timestamp, TimestampHeader, tolerance, now) is { } late)
        {
            return late;
        }

        Span<byte> signature = stackalloc byte[32];
        if (
            !text.StartsWith(Prefix, StringComparison.Ordinal)
            || !SignatureText.TryDecode(text.AsSpan(Prefix.Length), base64: false, signature)
        )
        {
            return SignatureCheck.Bad("signature-malformed", $"{SignatureHeader} has the form v0=<hex>.");
        }

        return SignatureText.MatchesAny(keys, SignedContent.Of($"v0:{timestamp}:", body), signature)
            ? SignatureCheck.Good()
            : SignatureCheck.Bad("signature-mismatch", "The signature does not fit the body and any of the secrets.");
    }
}
