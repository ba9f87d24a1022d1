namespace Integration.Signatures;

/// <summary>HMAC-SHA256 over the body alone: GitHub, Shopify, WooCommerce.</summary>
/// <param name="signatureHeader">The header that carries it.</param>
/// <param name="prefix">What stands before it.</param>
/// <param name="base64">Base64, else hex.</param>
/// <param name="idHeader">The header of the event's id; null where the scheme has none.</param>
/// <param name="keys">The secrets.</param>
internal sealed class BodyScheme(string signatureHeader, string prefix, bool base64, string? idHeader, HmacKey[] keys)
    : ISignatureScheme
{
    public SignatureCheck Verify(Func<string, string?> header, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var text = header(signatureHeader);
        if (string.IsNullOrEmpty(text))
        {
            return SignatureCheck.Bad("signature-missing", $"The signature is missing: send it in {signatureHeader}.");
        }

        Span<byte> signature = stackalloc byte[32];
        if (
            !text.StartsWith(prefix, StringComparison.Ordinal)
            || !SignatureText.TryDecode(text.AsSpan(prefix.Length), base64, signature)
        )
        {
            return SignatureCheck.Bad(
                "signature-malformed",
                $"The signature in {signatureHeader} is not {prefix}{(base64 ? "base64" : "hex")} of HMAC-SHA256."
            );
        }

        if (!SignatureText.MatchesAny(keys, body, signature))
        {
            return SignatureCheck.Bad(
                "signature-mismatch",
                "The signature does not fit the body and any of the secrets."
            );
        }

        var id = idHeader is null ? null : header(idHeader);
        return SignatureCheck.Good(id is { Length: >= 1 and <= 255 } && !id.Any(char.IsControl) ? id : null);
    }
}
