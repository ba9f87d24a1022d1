namespace Integration.Signatures;

/// <summary>Standard Webhooks 1.0.0, and Svix with its own header names.</summary>
/// <remarks>Signed is <c>{id}.{timestamp}.{body}</c>; <c>webhook-id</c> is the event's key, not a nonce.</remarks>
internal sealed class StandardWebhooksScheme(HmacKey[] keys, TimeSpan tolerance) : ISignatureScheme
{
    private const string Version = "v1,";
    private const int MaxSignatures = 20;

    public SignatureCheck Verify(Func<string, string?> header, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var prefix = header("webhook-id") is null && header("svix-id") is not null ? "svix" : "webhook";
        var id = header($"{prefix}-id");
        var timestamp = header($"{prefix}-timestamp");
        var signatures = header($"{prefix}-signature");
        if (string.IsNullOrEmpty(signatures) || string.IsNullOrEmpty(id))
        {
            return SignatureCheck.Bad(
                "signature-missing",
                "The signature is missing: send webhook-id, webhook-timestamp and webhook-signature."
            );
        }

        if (id.Length > 255 || id.Any(c => c is < '!' or > '~'))
        {
            return SignatureCheck.Bad("signature-malformed", $"{prefix}-id has 1 to 255 printable ASCII characters.");
        }

        if (SignatureTime.Check(timestamp, $"{prefix}-timestamp", tolerance, now) is { } late)
        {
            return late;
        }

        return Match(signatures, SignedContent.Of($"{id}.{timestamp}.", body)) switch
        {
            true => SignatureCheck.Good(eventKey: id),
            false => SignatureCheck.Bad("signature-mismatch", "No signature fits the body and any of the secrets."),
            null => SignatureCheck.Bad(
                "signature-malformed",
                $"{prefix}-signature is a list of v1,<base64> separated by spaces, at most {MaxSignatures}."
            ),
        };
    }

    /// <summary>Null when no signature is of the scheme's form.</summary>
    private bool? Match(string list, byte[] content)
    {
        bool? matches = null;
        Span<byte> signature = stackalloc byte[32];
        foreach (
            var one in list.Split(' ', MaxSignatures + 1, StringSplitOptions.RemoveEmptyEntries).Take(MaxSignatures)
        )
        {
            if (
                one.StartsWith(Version, StringComparison.Ordinal)
                && SignatureText.TryDecode(one.AsSpan(Version.Length), base64: true, signature)
            )
            {
                matches = (matches ?? false) | SignatureText.MatchesAny(keys, content, signature);
            }
        }

        return matches;
    }
}
