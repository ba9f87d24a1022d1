namespace Integration.Sandbox.Signing;

/// <summary>The signers by the names that sources give to schemes.</summary>
internal static class RequestSigners
{
    public const string Names = "none, hmac, standard-webhooks, github, shopify, woocommerce, stripe, slack";

    /// <summary>The signer of a scheme, or why there is none.</summary>
    /// <param name="scheme">Its name.</param>
    /// <param name="secret">The secret; <c>none</c> needs none.</param>
    /// <param name="template">What <c>hmac</c> signs.</param>
    /// <param name="fault">What is wrong, to be shown to people.</param>
    public static IRequestSigner? Find(string scheme, string secret, string template, out string? fault)
    {
        fault = null;
        if (scheme == "none")
        {
            return new UnsignedSigner();
        }

        if (!Names.Split(", ").Contains(scheme, StringComparer.Ordinal))
        {
            fault = $"--scheme: '{scheme}' is none of {Names}.";
            return null;
        }

        if (secret.Length == 0)
        {
            fault = $"--secret: the scheme {scheme} needs one.";
            return null;
        }

        switch (scheme)
        {
            case "hmac" when template.Contains(HmacSigner.BodyOnly, StringComparison.Ordinal):
                return new HmacSigner(secret, template);
            case "hmac":
                fault = "--template: must contain {body}.";
                return null;
            case "standard-webhooks" when StandardWebhooksKey.TryParse(secret, out var key):
                return new StandardWebhooksSigner(key);
            case "standard-webhooks":
                fault = "--secret: whsec_ and base64.";
                return null;
            case "github":
                return BodySigner.GitHub(secret);
            case "shopify":
                return BodySigner.Shopify(secret);
            case "woocommerce":
                return BodySigner.WooCommerce(secret);
            case "stripe":
                return new StripeSigner(secret);
            case "slack":
                return new SlackSigner(secret);
            default:
                throw new InvalidOperationException($"The scheme {scheme} has a name but no signer.");
        }
    }
}
