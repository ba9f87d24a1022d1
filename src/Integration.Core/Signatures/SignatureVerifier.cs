using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Integration.Signatures;

/// <summary>Verifies requests of one source over their raw bytes; made once, safe for all threads.</summary>
public sealed class SignatureVerifier
{
    private readonly ISignatureScheme _scheme;

    private SignatureVerifier(ISignatureScheme scheme) => _scheme = scheme;

    /// <summary>Makes a verifier; all faults at once, by the names of the API's fields.</summary>
    public static bool TryCreate(
        SignatureConfig config,
        [NotNullWhen(true)] out SignatureVerifier? verifier,
        out IReadOnlyDictionary<string, string[]> errors
    )
    {
        var faults = new SignatureFaults();
        var scheme = Create(config, faults);
        errors = faults.ToDictionary();
        verifier = errors.Count == 0 && scheme is not null ? new SignatureVerifier(scheme) : null;
        return verifier is not null;
    }

    /// <summary>Verifies a request.</summary>
    /// <param name="header">Looks a header up, without regard to case.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="now">The time that timestamps are compared with.</param>
    public SignatureCheck Verify(Func<string, string?> header, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        _scheme.Verify(header, body, now);

    private static ISignatureScheme? Create(SignatureConfig config, SignatureFaults faults)
    {
        if (config.Scheme == "none")
        {
            return new UnsignedScheme();
        }

        if (config.Secrets.Count == 0)
        {
            faults.Add("secrets", "At least one secret, or the scheme none.");
        }

        return config.Scheme switch
        {
            "hmac" => HmacScheme.Create(config, Texts(config, faults), faults),
            "standard-webhooks" => new StandardWebhooksScheme(Standard(config, faults), config.Tolerance),
            "github" => new BodyScheme("X-Hub-Signature-256", "sha256=", base64: false, null, Keys(config, faults)),
            "shopify" => new BodyScheme(
                "X-Shopify-Hmac-Sha256",
                "",
                base64: true,
                "X-Shopify-Webhook-Id",
                Keys(config, faults)
            ),
            "woocommerce" => new BodyScheme(
                "X-WC-Webhook-Signature",
                "",
                base64: true,
                "X-WC-Webhook-Delivery-ID",
                Keys(config, faults)
            ),
            "stripe" => new StripeScheme(Keys(config, faults), config.Tolerance),
            "slack" => new SlackScheme(Keys(config, faults), config.Tolerance),
            _ => Unknown(faults),
        };
    }

    private static ISignatureScheme? Unknown(SignatureFaults faults)
    {
        faults.Add(
            "scheme",
            "One of none, hmac, standard-webhooks, github, shopify, woocommerce, stripe, slack, or a platform with the capability webhook_parsing."
        );
        return null;
    }

    private static byte[][] Texts(SignatureConfig config, SignatureFaults faults)
    {
        for (var i = 0; i < config.Secrets.Count; i++)
        {
            if (config.Secrets[i] is not { Length: >= 1 and <= 512 })
            {
                faults.Add($"secrets[{i}]", "1 to 512 characters.");
            }
        }

        return [.. config.Secrets.Select(secret => Encoding.UTF8.GetBytes(secret ?? ""))];
    }

    private static HmacKey[] Keys(SignatureConfig config, SignatureFaults faults) =>
        [.. Texts(config, faults).Select(key => new HmacKey(SignatureAlgorithm.Sha256, key))];

    private static HmacKey[] Standard(SignatureConfig config, SignatureFaults faults)
    {
        var keys = new HmacKey[config.Secrets.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            if (!WebhookSecret.TryParse(config.Secrets[i], out var secret))
            {
                faults.Add($"secrets[{i}]", "whsec_ and base64 of 24 to 64 bytes.");
            }

            keys[i] = secret?.Key ?? new HmacKey(SignatureAlgorithm.Sha256, []);
        }

        return keys;
    }
}
