using System.Text;
using Integration.Webhooks;

namespace Integration.Notices;

public sealed class SmsGatewayTests : IDisposable
{
    private readonly NoticeScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public async Task Send_AsJson_EscapesEachValueForItsPlace()
    {
        await using var gateway = new RawServer(RawServer.Answer("200 OK", body: "OK"));
        var channel = Channel(
            gateway,
            options =>
            {
                options.Url = $"{Root(gateway)}/send/{{id}}?lang=zh";
                options.Body = """{"phones":"{to}","content":"{text}","level":"{severity}"}""";
                options.Headers["X-Api-Key"] = "key-of-the-gateway";
            }
        );
        var notice = NoticeScope.Notice("a/b?c {to}", "\"Quoted\" {to}", "line\nüber");
        (await channel.Send(notice, NoticeScope.Ct)).Should().Be(NoticeResult.Sent);
        var request = Utf8(await gateway.Request);
        request.Should().StartWith("POST /send/a%2Fb%3Fc%20%7Bto%7D?lang=zh HTTP/1.1\r\n");
        request.Should().Contain("\r\nX-Api-Key: key-of-the-gateway\r\n");
        request.Should().Contain("\r\nContent-Type: application/json; charset=utf-8\r\n");
        request
            .Should()
            .EndWith(
                """{"phones":"+8613800000001,+8613800000002","content":"\"Quoted\" {to}\nline\nüber","level":"warning"}"""
            );
    }

    [Fact]
    public async Task Send_AsAForm_EscapesEachValueForItsPlace()
    {
        await using var gateway = new RawServer(RawServer.Answer("200 OK"));
        var channel = Channel(
            gateway,
            options =>
            {
                options.Method = "PUT";
                options.BodyKind = SmsBodyKind.Form;
                options.Body = "to={to}&text={title}";
                options.Separator = ";";
            }
        );
        await channel.Send(NoticeScope.Notice(title: "a&b=c ü"), NoticeScope.Ct);
        var request = await gateway.Request;
        request.Should().StartWith("PUT /sms HTTP/1.1\r\n");
        request.Should().EndWith("\r\n\r\nto=%2B8613800000001%3B%2B8613800000002&text=a%26b%3Dc%20%C3%BC");
    }

    [Fact]
    public async Task Send_AsXml_EscapesEachValueForItsPlace()
    {
        await using var gateway = new RawServer(RawServer.Answer("200 OK"));
        var channel = Channel(
            gateway,
            options =>
            {
                options.BodyKind = SmsBodyKind.Xml;
                options.Body = "<sms to=\"{to}\">{title}</sms>";
            }
        );
        await channel.Send(NoticeScope.Notice(title: "a<b & \"c\""), NoticeScope.Ct);
        (await gateway.Request).Should().EndWith(">a&lt;b &amp; &quot;c&quot;</sms>");
    }

    [Fact]
    public async Task Send_ByGet_PutsAllIntoTheAddress()
    {
        // A request without a body has no length, which is how the server knows its end.
        await using var gateway = new RawServer(
            async (stream, ct) =>
            {
                var buffer = new byte[4096];
                var read = await stream.ReadAsync(buffer, ct);
                Encoding
                    .ASCII.GetString(buffer, 0, read)
                    .Should()
                    .StartWith("GET /sms?to=%2B8613800000001%2C%2B8613800000002&text=Calls%20fail HTTP/1.1\r\n");
                await stream.WriteAsync(Encoding.ASCII.GetBytes(RawServer.Answer("200 OK")), ct);
            },
            readsRequest: false
        );
        var channel = Channel(
            gateway,
            options =>
            {
                options.Url += "?to={to}&text={title}";
                options.Method = "GET";
                options.BodyKind = SmsBodyKind.None;
            }
        );
        (await channel.Send(NoticeScope.Notice(), NoticeScope.Ct)).Should().Be(NoticeResult.Sent);
    }

    [Fact]
    public async Task Send_OfALongText_IsCutToTheLimitWithItsPrefix()
    {
        await using var gateway = new RawServer(RawServer.Answer("200 OK"));
        var channel = Channel(
            gateway,
            options =>
            {
                options.BodyKind = SmsBodyKind.Text;
                options.Body = "{text}";
                options.MaxCharacters = 20;
                options.Prefix = "[hub]";
            }
        );
        await channel.Send(NoticeScope.Notice(title: "0123456789", text: "0123456789"), NoticeScope.Ct);
        Utf8(await gateway.Request).Should().EndWith("\r\n\r\n[hub] 0123456789\n01…");
    }

    [Theory]
    [InlineData("""{"code":"OK"}""", true)]
    [InlineData("""{"code":"LIMIT"}""", false)]
    [InlineData("", false)]
    public async Task Send_WithATextOfSuccess_CountsOnlyThat(string answer, bool sent)
    {
        await using var gateway = new RawServer(RawServer.Answer("200 OK", body: answer));
        var channel = Channel(gateway, options => options.SuccessText = "\"code\":\"OK\"");
        var result = await channel.Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(sent ? null : NoticeFailureKind.Transient);
        result.Text.Should().NotContain("/sms");
    }

    [Theory]
    [InlineData("429 Too Many", NoticeFailureKind.Throttled)]
    [InlineData("500 Oops", NoticeFailureKind.Transient)]
    [InlineData("403 Forbidden", NoticeFailureKind.Permanent)]
    public async Task Send_WithAnErrorStatus_IsAFailureOfItsKind(string status, NoticeFailureKind failure)
    {
        await using var gateway = new RawServer(RawServer.Answer(status));
        (await Channel(gateway).Send(NoticeScope.Notice(), NoticeScope.Ct)).Failure.Should().Be(failure);
    }

    [Fact]
    public void Faults_WithEverythingWrong_AreToldAtOnceWithoutValues()
    {
        var options = new SmsGatewayOptions
        {
            Url = "https://{to}.example.com/secret-path",
            Method = "DELETE",
            Body = "{\"a\":{nobody}}",
            Headers = new Dictionary<string, string> { ["Host"] = "secret-value", ["X-Bad"] = "secret\r\nvalue" },
            Recipients = [" "],
            Separator = "toolong",
            MaxCharacters = 19,
            MessagesPerMinute = 0,
            Timeout = TimeSpan.Zero,
            MaxAnswerBytes = 1,
            Prefix = new string('x', 51),
            SuccessText = new string('x', 201),
        };
        var faults = NoticeOptionsFaults.Of(options);
        faults.Should().HaveCount(14);
        faults.Should().OnlyContain(fault => !fault.Contains("secret"));
        faults.Should().Contain(fault => fault.Contains("{nobody}"));
    }

    [Theory]
    [InlineData("ftp://example.com/")]
    [InlineData("/relative")]
    [InlineData("https://user@example.com/")]
    public void Faults_OfABadAddress_AreTold(string url) =>
        NoticeOptionsFaults
            .Of(new SmsGatewayOptions { Url = url, Recipients = ["1"] })
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("Url");

    private SmsGatewayChannel Channel(RawServer gateway, Action<SmsGatewayOptions>? change = null)
    {
        var options = new SmsGatewayOptions
        {
            Url = $"{Root(gateway)}/sms",
            Recipients = ["+8613800000001", "+8613800000002"],
        };
        change?.Invoke(options);
        return new SmsGatewayChannel(options, _scope.Client, _scope.Time);
    }

    private static string Root(RawServer gateway) => $"http://127.0.0.1:{gateway.Port}";

    private static string Utf8(string latin1) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(latin1));
}
