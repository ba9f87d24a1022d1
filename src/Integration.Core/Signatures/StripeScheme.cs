namespace Integration.Signatures;

/// <summary>Stripe: <c>Stripe-Signature: t=…,v1=…[,v1=…]</c> over <c>{t}.{body}</c>, hex.</summary>
internal sealed class StripeScheme(HmacKey[] keys, TimeSpan tolerance) : ISignatureScheme
{
    private const string Header = "Stripe-Signature";
    private const int MaxParts = 20;

    public SignatureCheck Verify(Func<string, string?> header, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var text = header(Header);
        if (string.IsNullOrEmpty(text))
        {
            return SignatureCheck.Bad("signature-missing", $"The signature is missing: send it in {Header}.");
        }

        var parts = text.Split(',', MaxParts, StringSplitOptions.TrimEntries);
        var timestamp = Array.Find(parts, part => part.StartsWith("t=", StringComparison.Ordinal))?[2..];
        if (SignatureTime.Check(timestamp, Header, tolerance, now) is { } late)
        {
            return late;
        }

        var content = SignedContent.Of($"{timestamp}.", body);
        bool? matches = null;
        Span<byte> signature = stackalloc byte[32];
        foreach (var part in parts)
        {
            if (
                part.StartsWith("v1=", StringComparison.Ordinal)
                && SignatureText.TryDecode(part.AsSpan(3), base64: false, signature)
            )
            {
                matches = (matches ?? false) | SignatureText.MatchesAny(keys, content, signature);
            }
        }

        return matches switch
        {
            true => SignatureCheck.Good(),
            false => SignatureCheck.Bad("signature-mismatch", "No signature fits the body and any of the secrets."),
            null => SignatureCheck.Bad("signature-malformed", $"{Header} has the form t=<seconds>,v1=<hex>."),
        };
    }
}
