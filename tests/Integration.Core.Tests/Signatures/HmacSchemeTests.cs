using System.Security.Cryptography;
using System.Text;

namespace Integration.Signatures;

/// <summary>The generic scheme; the expected values were computed apart or with .NET's one-shot hashes.</summary>
public sealed class HmacSchemeTests
{
    private const string Body = """{"event_id":"evt-1","type":"order.created","order":"PO-1"}""";
    private const string Hex = "005c52ad76c7b1086ae29431dd83b341784f16ac454c33859dfc91c9e5cc609e";
    private const string Base64 = "AFxSrXbHsQhq4pQx3YOzQXhPFqxFTDOFnfyRyeXMYJ4=";
    private const string TimedHex = "51b482f2d3e718e3491b792819ebfa36e72015b7caa53f5aece02562fa8c3c66";
    private static readonly SignatureConfig Plain = new() { Scheme = "hmac", Secrets = ["test-secret"] };

    private static readonly SignatureConfig Timed = Plain with
    {
        TimestampHeader = "X-Timestamp",
        NonceHeader = "X-Nonce",
        Template = "{timestamp}.{nonce}.{body}",
    };

    [Fact]
    public void Verify_ByDefault_TakesHexOfTheBodyInXSignature() =>
        new SignedRequest(Body) { ["X-Signature"] = Hex }
            .CheckedBy(Plain)
            .Succeeded.Should()
            .BeTrue();

    [Fact]
    public void Verify_InBase64WithPrefixAndHeader_IsGood() =>
        new SignedRequest(Body) { ["X-Erp-Sign"] = "hmac " + Base64 }
            .CheckedBy(Plain with { Encoding = "base64", Prefix = "hmac ", SignatureHeader = "X-Erp-Sign" })
            .Succeeded.Should()
            .BeTrue();

    [Fact]
    public void Verify_WithTimestampAndNonce_IsGoodAndTellsTheNonce()
    {
        var check = TimedRequest().CheckedBy(Timed);
        check.Succeeded.Should().BeTrue();
        check.Nonce.Should().Be("n-1");
        check.EventKey.Should().BeNull();
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("sha512")]
    [InlineData("md5")]
    public void Verify_ByAlgorithm_FitsTheOneShotHash(string algorithm)
    {
        var hash = Hash(algorithm, "test-secret", Body);
        var hex = Plain with { Algorithm = algorithm };
        new SignedRequest(Body) { ["X-Signature"] = Convert.ToHexStringLower(hash) }
            .CheckedBy(hex)
            .Succeeded.Should()
            .BeTrue();
        new SignedRequest(Body) { ["X-Signature"] = Convert.ToBase64String(hash) }
            .CheckedBy(hex with { Encoding = "base64" })
            .Succeeded.Should()
            .BeTrue();
        new SignedRequest(Body) { ["X-Signature"] = Convert.ToHexStringLower(hash[..^1]) }
            .CheckedBy(hex)
            .Slug.Should()
            .Be("signature-malformed");
    }

    [Fact]
    public void Verify_WithABinaryBody_SignsItsBytes()
    {
        byte[] body = [0, 255, 128, 13, 10];
        new SignedRequest("") { Body = body, ["X-Signature"] = Convert.ToHexString(HMACSHA256.HashData("k"u8, body)) }
            .CheckedBy(Plain with { Secrets = ["k"] })
            .Succeeded.Should()
            .BeTrue();
    }

    [Theory]
    [InlineData("{body}&key=x", "{body}&key=x")]
    [InlineData("{timestamp}:{body}:{timestamp}", "1714528800:{body}:1714528800")]
    [InlineData("ключ {body}", "ключ {body}")]
    public void Verify_ByTemplate_SignsWhatItSays(string template, string content)
    {
        var hash = Hash("sha256", "test-secret", content.Replace("{body}", Body, StringComparison.Ordinal));
        new SignedRequest(Body) { ["X-Signature"] = Convert.ToHexString(hash), ["X-Timestamp"] = "1714528800" }
            .CheckedBy(Plain with { Template = template, TimestampHeader = "X-Timestamp" })
            .Succeeded.Should()
            .BeTrue();
    }

    [Fact]
    public void Verify_WithABodyThatNamesPlaceholders_LeavesItAlone()
    {
        const string body = "{timestamp}{nonce}{body}";
        var hash = Hash("sha256", "test-secret", $"1714528800.n-1.{body}");
        var request = new SignedRequest(body)
        {
            ["X-Signature"] = Convert.ToHexString(hash),
            ["X-Timestamp"] = "1714528800",
            ["X-Nonce"] = "n-1",
        };
        request.CheckedBy(Timed).Succeeded.Should().BeTrue();
    }

    [Fact]
    public void Verify_WithANonceThatNamesAPlaceholder_LeavesItAlone()
    {
        var hash = Hash("sha256", "test-secret", $"1714528800.{{timestamp}}.{Body}");
        var request = TimedRequest();
        request["X-Nonce"] = "{timestamp}";
        request["X-Signature"] = Convert.ToHexString(hash);
        request.CheckedBy(Timed).Succeeded.Should().BeTrue();
    }

    [Theory]
    [InlineData("1714528800000", null)]
    [InlineData("1714528501000", null)]
    [InlineData("1714528499000", "timestamp-out-of-tolerance")]
    public void Verify_OfMilliseconds_KeepsTheTolerance(string timestamp, string? slug)
    {
        var hash = Hash("sha256", "test-secret", $"{timestamp}.n-1.{Body}");
        var request = TimedRequest();
        request["X-Timestamp"] = timestamp;
        request["X-Signature"] = Convert.ToHexString(hash);
        request.CheckedBy(Timed).Slug.Should().Be(slug);
    }

    [Theory]
    [InlineData("X-Timestamp", "timestamp-missing")]
    [InlineData("X-Nonce", "nonce-missing")]
    [InlineData("X-Signature", "signature-missing")]
    public void Verify_WithoutAHeader_SaysSo(string header, string slug) =>
        TimedRequest().Without(header).CheckedBy(Timed).Slug.Should().Be(slug);

    [Theory]
    [InlineData("a\nb")]
    [InlineData("é")]
    public void Verify_WithANonceThatIsNotPrintable_SaysSo(string nonce)
    {
        var request = TimedRequest();
        request["X-Nonce"] = nonce;
        request.CheckedBy(Timed).Slug.Should().Be("nonce-malformed");
        request["X-Nonce"] = new string('n', 256);
        request.CheckedBy(Timed).Slug.Should().Be("nonce-malformed");
    }

    [Fact]
    public void Verify_WithAnotherNonce_IsAMismatch()
    {
        var request = TimedRequest();
        request["X-Nonce"] = "n-2";
        request.CheckedBy(Timed).Slug.Should().Be("signature-mismatch");
    }

    [Fact]
    public void Verify_AtTheEdgesOfAToleranceOfItsOwn_KeepsIt()
    {
        var config = Timed with { Tolerance = TimeSpan.FromSeconds(10) };
        TimedRequest().CheckedBy(config, 1_714_528_810).Succeeded.Should().BeTrue();
        TimedRequest().CheckedBy(config, 1_714_528_811).Slug.Should().Be("timestamp-out-of-tolerance");
        TimedRequest().CheckedBy(config, 1_714_528_789).Slug.Should().Be("timestamp-out-of-tolerance");
    }

    private static SignedRequest TimedRequest() =>
        new(Body)
        {
            ["X-Signature"] = TimedHex,
            ["X-Timestamp"] = "1714528800",
            ["X-Nonce"] = "n-1",
        };

    private static byte[] Hash(string algorithm, string key, string content)
    {
        var (k, c) = (Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(content));
        return CryptographicOperations.HmacData(new HashAlgorithmName(algorithm.ToUpperInvariant()), k, c);
    }
}
