using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Notices;

/// <summary>Signatures of group robots against values that were computed apart from this program.</summary>
public sealed class RobotVectorTests
{
    private const string Secret = "SECtest";
    private static readonly Notice s_notice = NoticeScope.Notice();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_714_528_800));

    [Fact]
    public async Task DingTalk_SignsInTheQuery()
    {
        using var recorder = new Recorder();
        using var client = new HttpClient(recorder);
        var channel = new DingTalkChannel(
            Options("https://oapi.dingtalk.com/robot/send?access_token=a"),
            client,
            _time
        );

        await channel.Send(s_notice, TestContext.Current.CancellationToken);

        recorder
            .Address.Should()
            .Be(
                "https://oapi.dingtalk.com/robot/send?access_token=a&timestamp=1714528800000"
                    + "&sign=xhQlQFX2PaIr19xUC8JZ%2B1qVDy3SdaNJ1VOLPfdIVQA%3D"
            );
    }

    [Fact]
    public async Task Feishu_SignsInTheBody()
    {
        using var recorder = new Recorder();
        using var client = new HttpClient(recorder);
        var channel = new FeishuChannel(Options("https://open.feishu.cn/open-apis/bot/v2/hook/a"), client, _time);

        await channel.Send(s_notice, TestContext.Current.CancellationToken);

        using var body = System.Text.Json.JsonDocument.Parse(recorder.Body);
        body.RootElement.GetProperty("timestamp").GetString().Should().Be("1714528800");
        body.RootElement.GetProperty("sign").GetString().Should().Be("1MfSlRryNC6156qtWhV7jwqSH1EfxyicqfcF/AfOBMw=");
    }

    private static SignedRobotOptions Options(string webhook) => NoticeScope.Signed(new Uri(webhook), Secret);

    private sealed class Recorder : HttpMessageHandler
    {
        public string Address { get; private set; } = "";

        public string Body { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Address = request.RequestUri!.AbsoluteUri;
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return new(HttpStatusCode.OK) { Content = new StringContent("""{"errcode":0,"code":0}""") };
        }
    }
}
