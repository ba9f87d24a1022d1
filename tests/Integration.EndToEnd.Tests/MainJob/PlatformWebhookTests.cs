using System.Net;
using System.Security.Cryptography;
using System.Text;
using Integration.Hubs;

namespace Integration.MainJob;

/// <summary>A platform's own webhooks over HTTP, signed as the platform signs: 1688's pushed messages.</summary>
public sealed class PlatformWebhookTests(HubFixture fixture)
{
    private const string Secret = "secret-of-the-app";
    private const string Message =
        """{"msgId":210239,"type":"ORDER_BUYER_VIEW_ORDER_PAY","gmtBorn":1714528800000,"data":{"orderId":167539019420540000}}""";

    private HubApi Api => fixture.Api;

    [Fact]
    public async Task Message_OfThePlatform_IsAnEventAboutItsOrder_Once()
    {
        var source = await Create();

        var first = await Send(source, Signature(Message));
        var again = await Send(source, Signature(Message));

        first.Status.Should().Be(HttpStatusCode.OK, "the platform repeats what was answered otherwise");
        (again.Status, again.Json["duplicate"]!.GetValue<bool>()).Should().Be((HttpStatusCode.OK, true));
        var page = await Api.Read($"/api/v1/events?source={source}");
        var stored = page["data"]!.AsArray().Should().ContainSingle().Subject!;
        stored["type"]!.GetValue<string>().Should().Be("order_buyer_view_order_pay");
        stored["subject"]!.GetValue<string>().Should().Be("167539019420540000");
        stored["time"]!.GetValue<DateTimeOffset>().ToUnixTimeMilliseconds().Should().Be(1_714_528_800_000);
    }

    [Theory]
    [InlineData(null, "signature-missing")]
    [InlineData("0000000000000000000000000000000000000000", "signature-mismatch")]
    public async Task Message_OfSomebodyElse_IsRefused(string? signature, string problem)
    {
        var source = await Create();

        Refusals.Expect(await Send(source, signature), HttpStatusCode.Unauthorized, problem);
        (await Api.Read($"/api/v1/events?source={source}"))["data"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Source_OfAPlatform_NeedsASecret_AndAPlatformThatSendsNoneIsNoScheme()
    {
        var none = await Api.Post("/api/v1/sources", """{"scheme":"alibaba1688"}""");
        none.Json["errors"]!.AsObject().Select(static error => error.Key).Should().Equal("secrets");
        var other = await Api.Post("/api/v1/sources", """{"scheme":"taobao","secrets":["s"]}""");
        other.Json["errors"]!.AsObject().Select(static error => error.Key).Should().Equal("scheme");
    }

    private async Task<string> Create()
    {
        var source = fixture.NewId("platform");
        await Api.Create(
            "/api/v1/sources",
            $$"""{"id":"{{source}}","scheme":"alibaba1688","secrets":["{{Secret}}"]}"""
        );
        return source;
    }

    private Task<HubAnswer> Send(string source, string? signature)
    {
        var form = $"message={Uri.EscapeDataString(Message)}";
        return Api.Post(
            $"/in/{source}",
            Encoding.UTF8.GetBytes(signature is null ? form : $"{form}&_aop_signature={signature}"),
            "application/x-www-form-urlencoded"
        );
    }

    // Apart from the connector: the platform's documents, not our code.
    private static string Signature(string message) =>
#pragma warning disable CA5350 // The platform's choice.
        Convert.ToHexString(
            HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes("message" + message))
        );
#pragma warning restore CA5350
}
