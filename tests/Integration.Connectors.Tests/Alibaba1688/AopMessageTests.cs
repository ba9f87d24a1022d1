using System.Text;
using Integration.Mapping;

namespace Integration.Alibaba1688;

/// <summary>Pushed messages of 1688: who has signed them, and which order they are about.</summary>
public sealed class AopMessageTests
{
    private const string Secret = "test123";
    private const string Message =
        """{"data":{"orderId":167539019420540000,"currentStatus":"waitsellersend"},"gmtBorn":1714528800000,"msgId":210239,"type":"ORDER_BUYER_VIEW_ORDER_PAY","userInfo":"b2b-1234567"}""";

    [Theory]
    [InlineData("9F5C99980831BE10D70809C1C1AEA27DDC51BF3D")]
    [InlineData("9f5c99980831be10d70809c1c1aea27ddc51bf3d")]
    public void Message_SignedByTheDocumentedRule_TellsItsOrder(string signature)
    {
        var reading = Read(Message, signature, "another-secret", Secret);

        reading.Check.Succeeded.Should().BeTrue(reading.Check.Detail);
        reading
            .Told.Should()
            .Be(
                new MappedAttributes(
                    "order_buyer_view_order_pay",
                    "210239",
                    "167539019420540000",
                    DateTimeOffset.FromUnixTimeMilliseconds(1_714_528_800_000),
                    null
                )
            );
    }

    [Fact]
    public void Message_SignedOverItsValueAlone_CountsToo() =>
        Read(Message, AopSignature.Sign(Message, [], Secret), Secret).Check.Succeeded.Should().BeTrue();

    [Theory]
    [InlineData(
        """{"msgId":"7","type":"PRODUCT_X","data":"{\"productId\":\"42\"}","gmtBorn":"1714528800000"}""",
        "product/42"
    )]
    [InlineData("""{"msgId":7,"data":"{\"orderId\":9}"}""", "9")]
    [InlineData("""{"msgId":7,"data":"no json"}""", null)]
    [InlineData("no json", null)]
    public void Message_InALooserShape_TellsWhatThereIs(string message, string? subject)
    {
        var reading = Read(message, AopSignature.Sign("", [KeyValuePair.Create("message", message)], Secret), Secret);

        (reading.Check.Succeeded, reading.Told!.Subject).Should().Be((true, subject));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000", "signature-mismatch")]
    [InlineData("签名", "signature-mismatch")]
    [InlineData("", "signature-missing")]
    public void Message_OfSomebodyElse_IsRefusedAndTellsNothing(string signature, string slug)
    {
        var reading = Read(Message, signature, Secret);

        (reading.Check.Slug, reading.Told).Should().Be((slug, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("_aop_signature=A&message=")]
    [InlineData("%%%=&&&=%E4%")]
    public void Body_ThatIsNoMessage_IsRefused(string body) =>
        AopMessage.Read(Encoding.UTF8.GetBytes(body), [Secret]).Check.Succeeded.Should().BeFalse();

    private static Platforms.WebhookReading Read(string message, string signature, params string[] secrets) =>
        AopMessage.Read(
            Encoding.UTF8.GetBytes(
                $"message={Uri.EscapeDataString(message)}&_aop_signature={Uri.EscapeDataString(signature)}"
            ),
            secrets
        );
}
