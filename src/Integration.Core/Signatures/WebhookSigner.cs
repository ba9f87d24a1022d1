using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Integration.Signatures;

/// <summary>
/// Signs outgoing requests by Standard Webhooks 1.0.0: HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>, one <c>v1,</c>
/// signature for each valid secret, separated by spaces.
/// </summary>
public static class WebhookSigner
{
    private const int MaxHead = 128;
    private const int SignatureChars = 44;

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    /// <param name="id">The message's id, ASCII, at most 64 characters.</param>
    /// <param name="unixSeconds">The attempt's timestamp.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="secrets">At least one.</param>
    public static string Sign(
        string id,
        long unixSeconds,
        ReadOnlySpan<byte> body,
        IReadOnlyList<WebhookSecret> secrets
    )
    {
        Span<byte> head = stackalloc byte[MaxHead];
        var length = Encoding.ASCII.GetBytes(id, head);
        head[length++] = (byte)'.';
        unixSeconds.TryFormat(head[length..], out var written, default, CultureInfo.InvariantCulture);
        length += written;
        head[length++] = (byte)'.';
        return Sign(head[..length], body, secrets);
    }

    private static string Sign(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, IReadOnlyList<WebhookSecret> secrets)
    {
        Span<byte> hash = stackalloc byte[32];
        Span<byte> text = stackalloc byte[(3 + SignatureChars + 1) * Math.Min(secrets.Count, 8)];
        var at = 0;
        for (var i = 0; i < secrets.Count && i < 8; i++)
        {
            if (i > 0)
            {
                text[at++] = (byte)' ';
            }

            "v1,"u8.CopyTo(text[at..]);
            secrets[i].Key.Hash(head, body, hash);
            Base64.EncodeToUtf8(hash, text[(at + 3)..], out _, out var written);
            at += 3 + written;
        }

        return Encoding.ASCII.GetString(text[..at]);
    }
}
