using System.Text;
using Integration.Calls;

namespace Integration.Platforms;

/// <summary>What a connector makes of answers that are errors, or no answers at all.</summary>
public abstract class AnswerConformance : ConnectorOnStandIn
{
    private static readonly Encoding Chinese = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    [Fact]
    public async Task Error_TooManyCallsWithHttp200_IsThrottledWithItsWait()
    {
        var failure = (await ReadWith(new StandInAnswer(ThrottledBody))).Failure!;
        (failure.Kind, failure.RetryAfter).Should().Be((FailureKind.Throttled, ThrottledWait));
        failure.Code.Should().NotBeNull();
    }

    [Fact]
    public async Task Error_OfAList_IsNeverAnEmptyPage()
    {
        foreach (var body in (string[])[ThrottledBody, ExpiredTokenBody, NotAllowedBody, "{}", "[]", "null", "1"])
        {
            Platform.Answers(body);
            (await List()).Failure.Should().NotBeNull(body);
        }
    }

    [Fact]
    public async Task Error_ThatEchoesSecrets_IsShownWithoutThem()
    {
        var body = ErrorBody($"bad {Secret} and {Token}\\u0007 " + new string('x', 2000));
        var failure = (await ReadWith(new StandInAnswer(body))).Failure!;
        failure.Kind.Should().Be(FailureKind.Permanent);
        failure.Detail.Should().Contain("bad ***").And.NotContain(Secret).And.NotContain(Token);
        failure.Detail.Length.Should().BeLessThan(500);
        failure.Detail.Should().NotContain("\a");
    }

    [Fact]
    public async Task Error_ThatEchoesASecretAcrossTheCut_ShowsNoPartOfIt()
    {
        var body = ErrorBody(new string('x', Failures.MaxMessage - 6) + Token);
        var failure = (await ReadWith(new StandInAnswer(body))).Failure!;
        failure.Detail.Should().Contain("***").And.NotContain(Token[..4]);
    }

    [Theory]
    [InlineData(200, FailureKind.Transient, FailureReason.InvalidAnswer)]
    [InlineData(302, FailureKind.Permanent, FailureReason.InvalidAnswer)]
    [InlineData(401, FailureKind.Unauthorised, FailureReason.TokenExpired)]
    [InlineData(403, FailureKind.Permanent, FailureReason.NotAllowed)]
    [InlineData(404, FailureKind.Permanent, FailureReason.InvalidRequest)]
    [InlineData(408, FailureKind.Transient, FailureReason.Timeout)]
    [InlineData(429, FailureKind.Throttled, FailureReason.RateLimit)]
    [InlineData(500, FailureKind.Transient, FailureReason.Platform)]
    [InlineData(502, FailureKind.Transient, FailureReason.Platform)]
    public async Task Answer_OfHtml_IsJudgedByItsStatus(int status, FailureKind kind, FailureReason reason)
    {
        var html = new StandInAnswer("<!DOCTYPE html><html>维护中</html>")
        {
            Status = status,
            ContentType = "text/html",
        };
        var failure = (await ReadWith(html)).Failure!;
        (failure.Kind, failure.Reason, failure.HttpStatus).Should().Be((kind, reason, status));
        (failure.RetryAfter is not null).Should().Be(kind == FailureKind.Throttled);
    }

    [Fact]
    public async Task Answer_503WithRetryAfter_TellsTheWait()
    {
        var away = new StandInAnswer("") { Status = 503, Headers = [("Retry-After", "7")] };
        var failure = (await ReadWith(away)).Failure!;
        (failure.Kind, failure.RetryAfter).Should().Be((FailureKind.Transient, TimeSpan.FromSeconds(7)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \r\n")]
    [InlineData("success")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":1} trailing")]
    public async Task Answer_ThatIsNoJson_IsTransient(string body)
    {
        var failure = (await ReadWith(new StandInAnswer(body))).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Transient, FailureReason.InvalidAnswer));
    }

    [Fact]
    public async Task Answer_OfAnUnknownShape_IsTransientAndNotGone()
    {
        var failure = (await ReadWith(new StandInAnswer("""{"hello":"world"}"""))).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Transient, FailureReason.InvalidAnswer));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answer_Of50Megabytes_IsNotReadToItsEnd(bool declaresLength)
    {
        const int megabyte = 1024 * 1024;
        var huge = new StandInAnswer(Enumerable.Repeat((byte)' ', megabyte).ToArray())
        {
            Times = 50,
            DeclaresLength = declaresLength,
        };
        var failure = (await ReadWith(huge)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.AnswerTooLarge));
        Platform.BytesReceived.Should().BeLessThan(9 * megabyte, "8 MiB is the limit");
    }

    [Fact]
    public async Task Answer_InAnEncodingThatItDoesNotDeclare_IsTransient()
    {
        var failure = (await ReadWith(new StandInAnswer(Chinese.GetBytes(GoodBody)))).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Transient, FailureReason.InvalidAnswer));
        failure.Detail.Should().Contain("encoding");
    }

    [Theory]
    [InlineData("GBK")]
    [InlineData("gb2312")]
    [InlineData("\"GB18030\"")]
    public async Task Answer_InADeclaredChineseEncoding_IsRead(string charset)
    {
        var bytes = Chinese.GetBytes(GoodBody);
        var answer = new StandInAnswer(bytes) { ContentType = $"text/plain; charset={charset}" };
        var expected = (await ReadWith(new StandInAnswer(GoodBody))).Value!;
        var read = (await ReadWith(answer)).Value!;
        read.Texts.Should().Be(expected.Texts).And.NotBeEmpty();
        read.Raw.Body.Should().Equal(bytes, "raw is what was received");
    }

    [Fact]
    public async Task Answer_InUtf8ThatIsDeclaredOtherwise_IsRead()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(GoodBody)];
        var answer = new StandInAnswer(bytes) { ContentType = "text/html; charset=GBK" };
        (await ReadWith(answer)).Failure.Should().BeNull();
    }

    [Fact]
    public async Task Answer_CutInTheMiddle_IsTransient()
    {
        var cut = new StandInAnswer(GoodBody[..(GoodBody.Length / 2)]) { IsCut = true };
        var failure = (await ReadWith(cut)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Transient, FailureReason.Network));
    }

    [Fact]
    public async Task Answer_ThatNeverComes_IsTransientAfterTheTimeOfACall()
    {
        var asked = ReadWith(new StandInAnswer("") { IsSilent = true });
        await Platform.Reached;
        Time.Advance(TimeSpan.FromSeconds(31));
        var failure = (await asked).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Transient, FailureReason.Timeout));
    }

    [Fact]
    public async Task Call_ThatTheCallerCancels_Throws()
    {
        Platform.Answers(new StandInAnswer("") { IsSilent = true });
        using var stop = new CancellationTokenSource();
        var asked = Read(stop.Token);
        await Platform.Reached;
        await stop.CancelAsync();
        await asked.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Platform_ThatIsAway_IsTransient()
    {
        await Platform.StopListening();
        var failure = (await Read(Ct)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Transient, FailureReason.Network));
    }
}
