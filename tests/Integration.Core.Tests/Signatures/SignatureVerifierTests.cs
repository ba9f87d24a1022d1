using System.Text;
using CsCheck;

namespace Integration.Signatures;

public sealed class SignatureVerifierTests
{
    [Fact]
    public void TryCreate_WithEverythingWrong_TellsAllFaultsAtOnce()
    {
        var config = new SignatureConfig
        {
            Scheme = "hmac",
            Secrets = ["", new string('x', 513)],
            Algorithm = "sha3",
            Encoding = "base32",
            SignatureHeader = "X Signature",
            TimestampHeader = "",
            NonceHeader = "X:Nonce",
            Prefix = new string('p', 51),
            Template = "{nonce}",
        };
        Faults(config)
            .Keys.Should()
            .BeEquivalentTo(
                "secrets[0]",
                "secrets[1]",
                "options.algorithm",
                "options.encoding",
                "options.signature_header",
                "options.timestamp_header",
                "options.nonce_header",
                "options.prefix",
                "options.template"
            );
    }

    [Theory]
    [InlineData("{body}{body}")]
    [InlineData("")]
    [InlineData("{Body}")]
    public void TryCreate_WithATemplateWithoutExactlyOneBody_IsRefused(string template) =>
        Faults(Hmac() with { Template = template }).Keys.Should().Equal("options.template");

    [Fact]
    public void TryCreate_WithATemplateThatNamesWhatNoHeaderCarries_IsRefused() =>
        Faults(Hmac() with { Template = "{timestamp}{nonce}{body}" })
            .Keys.Should()
            .BeEquivalentTo("options.timestamp_header", "options.nonce_header");

    [Theory]
    [InlineData("hmac")]
    [InlineData("standard-webhooks")]
    [InlineData("github")]
    [InlineData("shopify")]
    [InlineData("woocommerce")]
    [InlineData("stripe")]
    [InlineData("slack")]
    public void TryCreate_WithoutASecret_IsRefused(string scheme) =>
        Faults(new SignatureConfig { Scheme = scheme }).Should().ContainKey("secrets");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("None")]
    [InlineData("hmac ")]
    public void TryCreate_WithAnUnknownScheme_IsRefusedAndNeverUnsigned(string? scheme) =>
        Faults(new SignatureConfig { Scheme = scheme, Secrets = ["s"] }).Should().ContainKey("scheme");

    [Theory]
    [InlineData("whsec_c2hvcnQ=", false)]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true)]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true)]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw!", false)]
    [InlineData("whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==", false)]
    [InlineData("", false)]
    public void TryCreate_OfStandardWebhooks_TakesOnlySecretsOfItsForm(string secret, bool valid) =>
        Faults(new SignatureConfig { Scheme = "standard-webhooks", Secrets = [secret] })
            .Should()
            .HaveCount(valid ? 0 : 1);

    [Fact]
    public void WebhookSecret_OfALength_IsTakenFrom24To64Bytes() =>
        Gen
            .Byte.Array[0, 80]
            .Sample(key =>
            {
                var text = "whsec_" + Convert.ToBase64String(key);
                var valid = key.Length is >= 24 and <= 64;
                WebhookSecret.TryParse(text, out var padded).Should().Be(valid);
                WebhookSecret.TryParse(text.TrimEnd('='), out var bare).Should().Be(valid);
                (padded?.Reveal()).Should().Be(valid ? text : null);
                (bare?.Reveal()).Should().Be(valid ? text : null);
            });

    [Fact]
    public void WebhookSecret_AsText_DoesNotShowItself()
    {
        var secret = WebhookSecret.Create();
        $"{secret}".Should().Be("whsec_***");
        secret.Reveal().Should().HaveLength(6 + 44);
        WebhookSecret.Create().Reveal().Should().NotBe(secret.Reveal());
    }

    [Fact]
    public void Verify_OfAnyHeader_NeverThrowsAndNeverPasses() =>
        Gen.Select(Gen.String, Gen.String, Gen.String)
            .Sample(
                (signature, timestamp, id) =>
                {
                    foreach (var verifier in All())
                    {
                        var check = verifier.Verify(name => Value(name, signature, timestamp, id), "{}"u8, default);
                        check.Succeeded.Should().BeFalse();
                        check.Detail.Should().NotBeNullOrEmpty();
                    }
                }
            );

    [Fact]
    public void Verify_OfASignatureWithOneChangedBit_NeverPasses() =>
        Gen.Select(Gen.Byte.Array[1, 200], Gen.Int[0, 255])
            .Sample(
                (body, bit) =>
                {
                    SignatureVerifier.TryCreate(Hmac(), out var verifier, out _);
                    var hash = System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes("s"), body);
                    verifier!.Verify(_ => Convert.ToHexString(hash), body, default).Succeeded.Should().BeTrue();
                    hash[bit / 8] ^= (byte)(1 << (bit % 8));
                    verifier.Verify(_ => Convert.ToHexString(hash), body, default).Succeeded.Should().BeFalse();
                }
            );

    private static string? Value(string name, string signature, string timestamp, string id) =>
        name.EndsWith("imestamp", StringComparison.Ordinal) ? timestamp
        : name.EndsWith("id", StringComparison.Ordinal) ? id
        : signature;

    private static IEnumerable<SignatureVerifier> All()
    {
        foreach (var scheme in (string[])["hmac", "github", "shopify", "woocommerce", "stripe", "slack"])
        {
            SignatureVerifier.TryCreate(Hmac() with { Scheme = scheme }, out var verifier, out _);
            yield return verifier!;
        }

        var standard = new SignatureConfig
        {
            Scheme = "standard-webhooks",
            Secrets = [StandardWebhooksVector.Canonical.Secret],
        };
        SignatureVerifier.TryCreate(standard, out var last, out _);
        yield return last!;
    }

    private static SignatureConfig Hmac() => new() { Scheme = "hmac", Secrets = ["s"] };

    private static IReadOnlyDictionary<string, string[]> Faults(SignatureConfig config)
    {
        var created = SignatureVerifier.TryCreate(config, out var verifier, out var errors);
        created.Should().Be(errors.Count == 0);
        (verifier is not null).Should().Be(created);
        return errors;
    }
}
