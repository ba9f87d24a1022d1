using System.Text;

namespace Integration.Sandbox.Signing;

public sealed class StandardWebhooksKeyTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Timestamp = "1614265330";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const string Decoy = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
    private static readonly byte[] Body = """{"test": 2432232314}"""u8.ToArray();
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);

    [Theory]
    [InlineData("""{"test": 2432232314}""", Signature)]
    [InlineData("", "v1,v48jdbgvh29KJz2Qc+ghw8G6vG3nAKnujWBg8oM/62A=")]
    [InlineData("""{"type":"订单.已付款","data":"包裹号 №1 😀"}""", "v1,orHyeZG5rkMPzazBhDooyBQ72wnz2S9NZhA+lrMh/Vg=")]
    [InlineData("a.b.c", "v1,p8R7ura4XlhTldjN8265Y1TUx7bPDt5O5WdKYVaUK3g=")]
    public void Sign_Vector_GivesItsSignature(string body, string expected) =>
        Key().Sign(Id, Now.ToUnixTimeSeconds(), Encoding.UTF8.GetBytes(body)).Should().Be(expected);

    [Theory]
    [InlineData(262_143, "v1,NTItnqyWMoFhk2Bbe5V/BMdcFRWgcSQaTgqLHX7FC7c=")]
    [InlineData(1_048_576, "v1,txpEUxqWZJ5nteTnymUVa+7C4NHpBeXJ6CsBAW0c3/A=")]
    public void Sign_LargeBody_GivesItsSignature(int length, string expected) =>
        Key().Sign(Id, Now.ToUnixTimeSeconds(), Encoding.ASCII.GetBytes(new string('a', length))).Should().Be(expected);

    [Theory]
    [InlineData(Signature)]
    [InlineData($"{Decoy} v2,g0hM9SsE {Signature} {Decoy}")]
    public void Verify_OneOfTheListFits_IsGood(string signatures) =>
        Key().Verify(Id, Timestamp, signatures, Body, Now).Should().Be(SignatureVerdict.Good);

    [Theory]
    [InlineData(Decoy)]
    [InlineData("v1,dawfeoifkpqwoekfpqoekf")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE")]
    [InlineData($"{Decoy},{Signature}")]
    public void Verify_NoneFits_IsMismatch(string signatures) =>
        Key().Verify(Id, Timestamp, signatures, Body, Now).Should().Be(SignatureVerdict.Mismatch);

    [Theory]
    [InlineData("msg_other", "{\"test\": 2432232314}")]
    [InlineData(Id, "{\"test\": 2432232315}")]
    public void Verify_OtherIdOrBody_IsMismatch(string id, string body) =>
        Key()
            .Verify(id, Timestamp, Signature, Encoding.UTF8.GetBytes(body), Now)
            .Should()
            .Be(SignatureVerdict.Mismatch);

    [Theory]
    [InlineData(null, Timestamp, Signature)]
    [InlineData(Id, "", Signature)]
    [InlineData(Id, Timestamp, null)]
    public void Verify_HeaderMissing_IsMissing(string? id, string? timestamp, string? signature) =>
        Key().Verify(id, timestamp, signature, Body, Now).Should().Be(SignatureVerdict.Missing);

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public void Verify_FiveMinutesAway_IsOutOfTime(int seconds) =>
        Key().Verify(Id, Timestamp, Signature, Body, Now.AddSeconds(seconds)).Should().Be(SignatureVerdict.OutOfTime);

    [Fact]
    public void Verify_Milliseconds_IsOutOfTime() =>
        Key().Verify(Id, "1614265330000", Signature, Body, Now).Should().Be(SignatureVerdict.OutOfTime);

    private static StandardWebhooksKey Key()
    {
        StandardWebhooksKey.TryParse(Secret, out var key).Should().BeTrue();
        return key!;
    }
}
