namespace Integration.Signatures;

/// <summary>Standard Webhooks, both ways: the published vectors, and what the reference libraries' own tests refuse.</summary>
public sealed class StandardWebhooksTests
{
    private const string Wrong = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
    private static readonly StandardWebhooksVector Canonical = StandardWebhooksVector.Canonical;

    public static TheoryData<string> Names => [.. StandardWebhooksVector.All().Select(vector => vector.Name)];

    [Fact]
    public void Vectors_AreThere() =>
        StandardWebhooksVector.All().Should().HaveCount(8, "an empty list would make every theory pass");

    [Theory]
    [MemberData(nameof(Names))]
    public void Sign_OfAVector_IsTheSignatureOfTheReferenceLibraries(string name)
    {
        var vector = StandardWebhooksVector.Find(name);
        WebhookSecret.TryParse(vector.Secret, out var secret).Should().BeTrue();
        WebhookSigner.Sign(vector.Id, vector.Timestamp, vector.Body, [secret!]).Should().Be(vector.Signature);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_OfAVector_IsGoodAndKnowsTheEventsKey(string name)
    {
        var vector = StandardWebhooksVector.Find(name);
        var check = Request(vector).CheckedBy(Config(vector.Secret), vector.Timestamp);
        check.Succeeded.Should().BeTrue();
        check.EventKey.Should().Be(vector.Id);
        check.Nonce.Should().BeNull("an attempt repeats its id; a nonce would refuse the retry");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Verify_OfAVectorWithOneMoreByte_IsAMismatch(string name)
    {
        var vector = StandardWebhooksVector.Find(name);
        var request = Request(vector);
        request.Body = [.. request.Body, (byte)' '];
        request.CheckedBy(Config(vector.Secret), vector.Timestamp).Slug.Should().Be("signature-mismatch");
    }

    [Fact]
    public void Verify_WithSvixHeaders_IsGood()
    {
        var request = new SignedRequest(Canonical.Payload!)
        {
            ["svix-id"] = Canonical.Id,
            ["svix-timestamp"] = "1614265330",
            ["svix-signature"] = Canonical.Signature,
        };
        request.CheckedBy(Config(), Canonical.Timestamp).EventKey.Should().Be(Canonical.Id);
    }

    [Fact]
    public void Verify_OfAListWithOneGoodSignature_IsGood() =>
        Check(signature: $"{Wrong} v2,{Canonical.Signature[3..]} {Canonical.Signature} {Wrong}")
            .Succeeded.Should()
            .BeTrue();

    [Theory]
    [InlineData("v1,dawfeoifkpqwoekfpqoekf", "signature-malformed")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE", "signature-malformed")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= ", null)]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "signature-malformed")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "signature-malformed")]
    [InlineData("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "signature-malformed")]
    [InlineData("V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "signature-malformed")]
    [InlineData("v1,", "signature-malformed")]
    [InlineData("v1,8348 4cf52b04f8e4cf2531adfed9882ad4b2665137b8", "signature-malformed")]
    [InlineData("v1,g0hM9SsE-OTPJTGt_tmIKtSyZlE3uFJELVlNIOLJ1OE=", "signature-malformed")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=,v1,x", "signature-malformed")]
    [InlineData("", "signature-missing")]
    [InlineData(Wrong, "signature-mismatch")]
    public void Verify_OfASignatureHeader_SaysWhatIsWrongWithIt(string signature, string? slug) =>
        Check(signature: signature).Slug.Should().Be(slug);

    [Fact]
    public void Verify_OfAListLongerThanTheLimit_DoesNotLookBeyondIt()
    {
        var tooLate = string.Join(' ', Enumerable.Repeat(Wrong, 20).Append(Canonical.Signature));
        Check(signature: tooLate).Slug.Should().Be("signature-mismatch");
        var inTime = string.Join(' ', Enumerable.Repeat(Wrong, 19).Append(Canonical.Signature));
        Check(signature: inTime).Succeeded.Should().BeTrue();
    }

    [Theory]
    [InlineData("webhook-id", "signature-missing")]
    [InlineData("webhook-signature", "signature-missing")]
    [InlineData("webhook-timestamp", "timestamp-missing")]
    public void Verify_WithoutAHeader_SaysSo(string header, string slug) =>
        Request(Canonical).Without(header).CheckedBy(Config(), Canonical.Timestamp).Slug.Should().Be(slug);

    [Theory]
    [InlineData(299, null)]
    [InlineData(300, null)]
    [InlineData(301, "timestamp-out-of-tolerance")]
    [InlineData(-299, null)]
    [InlineData(-301, "timestamp-out-of-tolerance")]
    public void Verify_AtAnAge_KeepsTheTolerance(int age, string? slug) =>
        Request(Canonical).CheckedBy(Config(), Canonical.Timestamp + age).Slug.Should().Be(slug);

    [Theory]
    [InlineData("-1614265330")]
    [InlineData("+1614265330")]
    [InlineData(" 1614265330")]
    [InlineData("1614265330.0")]
    [InlineData("1_614_265_330")]
    [InlineData("１６１４２６５３３０")]
    [InlineData("2021-02-25T15:02:10Z")]
    [InlineData("99999999999999999999999999")]
    public void Verify_OfATimestampThatIsNoNumberOfSeconds_SaysSo(string timestamp) =>
        Check(timestamp: timestamp).Slug.Should().Be("timestamp-malformed");

    [Theory]
    [InlineData("msg 1")]
    [InlineData("msg\u0001")]
    [InlineData("сообщение")]
    public void Verify_OfAnIdThatIsNotPrintable_SaysSo(string id) =>
        Check(id: id).Slug.Should().Be("signature-malformed");

    [Fact]
    public void Verify_OfAnIdThatIsTooLong_SaysSo() =>
        Check(id: new string('x', 256)).Slug.Should().Be("signature-malformed");

    [Fact]
    public void Verify_DuringARotation_TakesBothSecrets()
    {
        var other = WebhookSecret.Create();
        var config = Config(other.Reveal(), Canonical.Secret);
        Request(Canonical).CheckedBy(config, Canonical.Timestamp).Succeeded.Should().BeTrue();
        var signedWithOther = Request(Canonical);
        signedWithOther["webhook-signature"] = WebhookSigner.Sign(
            Canonical.Id,
            Canonical.Timestamp,
            Canonical.Body,
            [other]
        );
        signedWithOther.CheckedBy(config, Canonical.Timestamp).Succeeded.Should().BeTrue();
    }

    [Fact]
    public void Sign_WithTwoSecrets_WritesTwoSignaturesDividedByASpace()
    {
        WebhookSecret.TryParse(Canonical.Secret, out var known).Should().BeTrue();
        var other = WebhookSecret.Create();
        var signatures = WebhookSigner
            .Sign(Canonical.Id, Canonical.Timestamp, Canonical.Body, [other, known!])
            .Split(' ');
        signatures.Should().HaveCount(2).And.OnlyContain(one => one.StartsWith("v1,") && one.Length == 47);
        signatures[1].Should().Be(Canonical.Signature);
    }

    [Fact]
    public void Verify_OfABadSignature_NeverSaysWhatWasExpected()
    {
        var check = Check(signature: Wrong);
        check.Detail.Should().NotContain(Canonical.Signature[3..]).And.NotContain(Canonical.Secret);
    }

    private static SignatureCheck Check(string? id = null, string? timestamp = null, string? signature = null)
    {
        var request = Request(Canonical);
        request["webhook-id"] = id ?? Canonical.Id;
        request["webhook-timestamp"] = timestamp ?? "1614265330";
        request["webhook-signature"] = signature ?? Canonical.Signature;
        return request.CheckedBy(Config(), Canonical.Timestamp);
    }

    private static SignedRequest Request(StandardWebhooksVector vector) =>
        new("")
        {
            Body = vector.Body,
            ["webhook-id"] = vector.Id,
            ["webhook-timestamp"] = $"{vector.Timestamp}",
            ["webhook-signature"] = vector.Signature,
        };

    private static SignatureConfig Config(params string[] secrets) =>
        new() { Scheme = "standard-webhooks", Secrets = secrets.Length == 0 ? [Canonical.Secret] : secrets };
}
