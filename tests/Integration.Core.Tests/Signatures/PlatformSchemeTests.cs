namespace Integration.Signatures;

/// <summary>GitHub, Shopify, WooCommerce, Stripe and Slack by name; the vectors are the platforms' own or computed apart.</summary>
public sealed class PlatformSchemeTests
{
    private const long Now = 1_714_528_800;
    private const string Secret = "test-secret";
    private const string Body = """{"event_id":"evt-1","type":"order.created","order":"PO-1"}""";
    private const string Hex = "005c52ad76c7b1086ae29431dd83b341784f16ac454c33859dfc91c9e5cc609e";
    private const string Base64 = "AFxSrXbHsQhq4pQx3YOzQXhPFqxFTDOFnfyRyeXMYJ4=";
    private const string StripeHex = "f66380e9fe465dd88ee456757b9ba78a58837cf78121e2685e1784c4885cdded";

    // Slack's own example: https://docs.slack.dev/authentication/verifying-requests-from-slack
    private const string SlackSecret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const long SlackTime = 1_531_420_618;
    private const string SlackHex = "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private const string SlackBody =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    [Fact]
    public void GitHub_OfItsOwnVector_IsGood()
    {
        var request = new SignedRequest("Hello, World!")
        {
            ["X-Hub-Signature-256"] = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        };
        request.CheckedBy(Config("github", "It's a Secret to Everybody")).Succeeded.Should().BeTrue();
    }

    [Theory]
    [InlineData("github", "X-Hub-Signature-256", "sha256=" + Hex)]
    [InlineData("shopify", "X-Shopify-Hmac-Sha256", Base64)]
    [InlineData("woocommerce", "X-WC-Webhook-Signature", Base64)]
    [InlineData("stripe", "Stripe-Signature", "t=1714528800,v1=" + StripeHex)]
    public void Scheme_OfTheComputedVector_IsGood(string scheme, string header, string signature) =>
        new SignedRequest(Body) { [header] = signature }
            .CheckedBy(Config(scheme))
            .Succeeded.Should()
            .BeTrue();

    [Theory]
    [InlineData("github", "X-Hub-Signature-256", "sha256=" + Hex)]
    [InlineData("shopify", "X-Shopify-Hmac-Sha256", Base64)]
    [InlineData("woocommerce", "X-WC-Webhook-Signature", Base64)]
    [InlineData("stripe", "Stripe-Signature", "t=1714528800,v1=" + StripeHex)]
    public void Scheme_OfAnotherBodyOrSecret_IsAMismatch(string scheme, string header, string signature)
    {
        new SignedRequest(Body + "\n") { [header] = signature }
            .CheckedBy(Config(scheme))
            .Slug.Should()
            .Be("signature-mismatch", "the raw bytes are signed, not the JSON");
        new SignedRequest(Body) { [header] = signature }
            .CheckedBy(Config(scheme, "Test-Secret"))
            .Slug.Should()
            .Be("signature-mismatch");
        new SignedRequest(Body) { [header] = signature }
            .CheckedBy(Config(scheme, "older", Secret))
            .Succeeded.Should()
            .BeTrue("every secret is tried");
    }

    [Theory]
    [InlineData("github", "X-Hub-Signature-256", Hex)]
    [InlineData("github", "X-Hub-Signature-256", "sha1=" + Hex)]
    [InlineData("github", "X-Hub-Signature-256", "SHA256=" + Hex)]
    [InlineData("github", "X-Hub-Signature-256", "sha256=" + Base64)]
    [InlineData("github", "X-Hub-Signature-256", "sha256=" + Hex + "00")]
    [InlineData("github", "X-Hub-Signature-256", "sha256=5c52")]
    [InlineData(
        "github",
        "X-Hub-Signature-256",
        "sha256=zz5c52ad76c7b1086ae29431dd83b341784f16ac454c33859dfc91c9e5cc609e"
    )]
    [InlineData(
        "github",
        "X-Hub-Signature-256",
        "sha256= 05c52ad76c7b1086ae29431dd83b341784f16ac454c33859dfc91c9e5cc609e"
    )]
    [InlineData("github", "X-Hub-Signature-256", "sha256=")]
    [InlineData("shopify", "X-Shopify-Hmac-Sha256", Hex)]
    [InlineData("shopify", "X-Shopify-Hmac-Sha256", "AFxSrXbHsQhq4pQx3YOzQXhPFqxFTDOFnfyRyeXMYJ4")]
    [InlineData("shopify", "X-Shopify-Hmac-Sha256", " AFxSrXbHsQhq4pQx3YOzQXhPFqxFTDOFnfyRyeXMYJ4=")]
    [InlineData("woocommerce", "X-WC-Webhook-Signature", "AFxSrXbHsQhq4pQx3YOzQXhPFqxFTDOFnfyRyeXMYJ==")]
    [InlineData("stripe", "Stripe-Signature", "t=1714528800,v0=" + StripeHex)]
    [InlineData("stripe", "Stripe-Signature", "t=1714528800,v1=f663")]
    [InlineData("stripe", "Stripe-Signature", "t=1714528800")]
    [InlineData("slack", "X-Slack-Signature", "v1=" + SlackHex)]
    [InlineData("slack", "X-Slack-Signature", SlackHex)]
    public void Scheme_OfASignatureOfAnotherForm_IsMalformed(string scheme, string header, string signature) =>
        new SignedRequest(Body) { [header] = signature, ["X-Slack-Request-Timestamp"] = "1714528800" }
            .CheckedBy(Config(scheme))
            .Slug.Should()
            .Be("signature-malformed");

    [Theory]
    [InlineData("github", "X-Hub-Signature-256")]
    [InlineData("shopify", "X-Shopify-Hmac-Sha256")]
    [InlineData("woocommerce", "X-WC-Webhook-Signature")]
    [InlineData("stripe", "Stripe-Signature")]
    [InlineData("slack", "X-Slack-Signature")]
    public void Scheme_WithoutItsHeader_SaysWhichOneIsMissing(string scheme, string header)
    {
        var check = new SignedRequest(Body).CheckedBy(Config(scheme));
        check.Slug.Should().Be("signature-missing");
        check.Detail.Should().Contain(header);
    }

    [Fact]
    public void GitHub_InUpperCaseHex_IsGood() =>
        new SignedRequest(Body) { ["X-Hub-Signature-256"] = "sha256=" + Hex.ToUpperInvariant() }
            .CheckedBy(Config("github"))
            .Succeeded.Should()
            .BeTrue();

    [Theory]
    [InlineData("shopify", "X-Shopify-Hmac-Sha256", "X-Shopify-Webhook-Id")]
    [InlineData("woocommerce", "X-WC-Webhook-Signature", "X-WC-Webhook-Delivery-ID")]
    public void Scheme_WithAnIdHeader_TakesItAsTheEventsKey(string scheme, string header, string idHeader)
    {
        var request = new SignedRequest(Body) { [header] = Base64, [idHeader] = "b54557e4" };
        request.CheckedBy(Config(scheme)).EventKey.Should().Be("b54557e4");
        request[idHeader] = "broken\u0000";
        request.CheckedBy(Config(scheme)).EventKey.Should().BeNull("it could not be stored");
    }

    [Theory]
    [InlineData(299, null)]
    [InlineData(301, "timestamp-out-of-tolerance")]
    [InlineData(-299, null)]
    [InlineData(-301, "timestamp-out-of-tolerance")]
    public void Stripe_AtAnAge_KeepsTheTolerance(int age, string? slug) =>
        new SignedRequest(Body) { ["Stripe-Signature"] = "t=1714528800,v1=" + StripeHex }
            .CheckedBy(Config("stripe"), Now + age)
            .Slug.Should()
            .Be(slug);

    [Theory]
    [InlineData("v1=" + StripeHex + ",t=1714528800")]
    [InlineData("t=1714528800, v1=" + Hex + ", v1=" + StripeHex + ", v0=" + Hex)]
    public void Stripe_WithSeveralParts_TakesTheGoodOne(string header) =>
        new SignedRequest(Body) { ["Stripe-Signature"] = header }
            .CheckedBy(Config("stripe"))
            .Succeeded.Should()
            .BeTrue();

    [Theory]
    [InlineData("v1=" + StripeHex, "timestamp-missing")]
    [InlineData("t=,v1=" + StripeHex, "timestamp-missing")]
    [InlineData("t=now,v1=" + StripeHex, "timestamp-malformed")]
    [InlineData("t=1714528801,v1=" + StripeHex, "signature-mismatch")]
    public void Stripe_WithABadTimestamp_SaysSo(string header, string slug) =>
        new SignedRequest(Body) { ["Stripe-Signature"] = header }
            .CheckedBy(Config("stripe"))
            .Slug.Should()
            .Be(slug);

    [Theory]
    [InlineData(0, null)]
    [InlineData(299, null)]
    [InlineData(301, "timestamp-out-of-tolerance")]
    public void Slack_OfItsOwnVectorAtAnAge_KeepsTheTolerance(int age, string? slug) =>
        Slack().CheckedBy(Config("slack", SlackSecret), SlackTime + age).Slug.Should().Be(slug);

    [Fact]
    public void Slack_WithAnotherTimestamp_IsAMismatch()
    {
        var request = Slack();
        request["X-Slack-Request-Timestamp"] = "1531420619";
        request.CheckedBy(Config("slack", SlackSecret), SlackTime).Slug.Should().Be("signature-mismatch");
        request
            .Without("X-Slack-Request-Timestamp")
            .CheckedBy(Config("slack", SlackSecret), SlackTime)
            .Slug.Should()
            .Be("timestamp-missing");
    }

    [Fact]
    public void None_AskedForByName_TakesEverything() =>
        new SignedRequest("").CheckedBy(new SignatureConfig { Scheme = "none" }).Succeeded.Should().BeTrue();

    private static SignedRequest Slack() =>
        new(SlackBody) { ["X-Slack-Request-Timestamp"] = "1531420618", ["X-Slack-Signature"] = "v0=" + SlackHex };

    private static SignatureConfig Config(string scheme, params string[] secrets) =>
        new() { Scheme = scheme, Secrets = secrets.Length == 0 ? [Secret] : secrets };
}
