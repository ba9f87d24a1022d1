using System.Text;

namespace Integration.Sandbox.Signing;

/// <summary>The sandbox's own signing against published and independently computed vectors.</summary>
public sealed class RequestSignersTests
{
    private const string Order = """{"event_id":"evt-1","type":"order.created","order":"PO-1"}""";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_714_528_800);

    [Theory]
    [InlineData(
        "github",
        "It's a Secret to Everybody",
        "Hello, World!",
        "X-Hub-Signature-256",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    )]
    [InlineData(
        "github",
        "test-secret",
        Order,
        "X-Hub-Signature-256",
        "sha256=005c52ad76c7b1086ae29431dd83b341784f16ac454c33859dfc91c9e5cc609e"
    )]
    [InlineData(
        "shopify",
        "test-secret",
        Order,
        "X-Shopify-Hmac-Sha256",
        "AFxSrXbHsQhq4pQx3YOzQXhPFqxFTDOFnfyRyeXMYJ4="
    )]
    [InlineData(
        "woocommerce",
        "test-secret",
        Order,
        "X-WC-Webhook-Signature",
        "AFxSrXbHsQhq4pQx3YOzQXhPFqxFTDOFnfyRyeXMYJ4="
    )]
    [InlineData(
        "stripe",
        "test-secret",
        Order,
        "Stripe-Signature",
        "t=1714528800,v1=f66380e9fe465dd88ee456757b9ba78a58837cf78121e2685e1784c4885cdded"
    )]
    [InlineData(
        "hmac",
        "test-secret",
        Order,
        "X-Signature",
        "51b482f2d3e718e3491b792819ebfa36e72015b7caa53f5aece02562fa8c3c66"
    )]
    public void Sign_Vector_GivesItsSignature(string scheme, string secret, string body, string header, string expected)
    {
        var signer = RequestSigners.Find(scheme, secret, HmacSigner.Timed, out _);

        var headers = signer!.Sign("n-1", Now, Encoding.UTF8.GetBytes(body));

        headers.Should().Contain(KeyValuePair.Create(header, expected));
    }

    [Fact]
    public void Sign_SlacksPublishedExample_GivesItsSignature()
    {
        // From Slack's page "Verifying requests from Slack".
        const string body =
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
            + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
            + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
            + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        var signer = new SlackSigner("8f742231b10e8888abcd99yyyzzz85a5");

        var headers = signer.Sign("", DateTimeOffset.FromUnixTimeSeconds(1_531_420_618), Encoding.UTF8.GetBytes(body));

        headers
            .Should()
            .Contain(
                KeyValuePair.Create(
                    "X-Slack-Signature",
                    "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
                )
            );
    }

    [Theory]
    [InlineData("hmac", "", "{body}")]
    [InlineData("hmac", "s", "{timestamp}")]
    [InlineData("standard-webhooks", "no prefix", "{body}")]
    [InlineData("standard-webhooks", "whsec_!", "{body}")]
    [InlineData("carrier-pigeon", "", "{body}")]
    public void Find_WrongSettings_SaysWhichOption(string scheme, string secret, string template)
    {
        RequestSigners.Find(scheme, secret, template, out var fault).Should().BeNull();

        fault.Should().StartWith("--");
    }
}
