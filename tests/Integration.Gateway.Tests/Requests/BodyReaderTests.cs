using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Requests;

public sealed class BodyReaderTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private readonly FakeTimeProvider _time = new();
    private readonly Pipe _pipe = new();
    private readonly DefaultHttpContext _http = new();

    public BodyReaderTests() => _http.Features.Set<IRequestBodyPipeFeature>(new Body(_pipe.Reader));

    [Fact]
    public async Task Read_OfABodyThatIsThere_IsIt()
    {
        await Write("abc");
        await _pipe.Writer.CompleteAsync();
        (await Read(3)).Value.Should().Equal("abc"u8.ToArray());
    }

    [Fact]
    public async Task Read_OfAnEmptyBody_IsEmpty()
    {
        await _pipe.Writer.CompleteAsync();
        (await Read(3)).Value.Should().BeEmpty();
    }

    [Fact]
    public async Task Read_OfABodyInPieces_IsTheWhole()
    {
        await Write("ab");
        var reading = Read(10);
        await Write("cd");
        reading.IsCompleted.Should().BeFalse();
        await _pipe.Writer.CompleteAsync();
        (await reading).Value.Should().Equal("abcd"u8.ToArray());
    }

    [Fact]
    public async Task Read_WithAContentLengthAboveTheLimit_RefusesBeforeReading()
    {
        _http.Request.ContentLength = 11;
        (await Read(10)).Problem!.Slug.Should().Be("body-too-large");
    }

    [Fact]
    public async Task Read_OfABodyThatGrowsAboveTheLimit_RefusesWithoutItsEnd()
    {
        await Write("0123456789");
        var reading = Read(10);
        await Write("x");
        var problem = (await reading).Problem!;
        (problem.Slug, problem.Status).Should().Be(("body-too-large", 413));
        problem.Detail.Should().Contain("10 bytes");
    }

    [Fact]
    public async Task Read_OfABodyAtTheLimit_IsIt()
    {
        await Write("0123456789");
        await _pipe.Writer.CompleteAsync();
        (await Read(10)).Value.Should().HaveCount(10);
    }

    [Fact]
    public async Task Read_OfABodyThatDrips_EndsAfterTheTime()
    {
        await Write("a");
        var reading = Read(10);
        _time.Advance(Limit - TimeSpan.FromSeconds(1));
        await Write("b");
        reading.IsCompleted.Should().BeFalse("each byte must not give new time");
        _time.Advance(TimeSpan.FromSeconds(1));
        var problem = (await reading).Problem!;
        (problem.Slug, problem.Status).Should().Be(("body-too-slow", 408));
    }

    [Fact]
    public async Task Read_OfABodyThatBreaksOff_IsIncomplete()
    {
        await Write("a");
        var reading = Read(10);
        await _pipe.Writer.CompleteAsync(new IOException("reset"));
        (await reading).Problem!.Slug.Should().Be("body-incomplete");
    }

    [Theory]
    [InlineData(408, "body-too-slow")]
    [InlineData(413, "body-too-large")]
    [InlineData(400, "body-incomplete")]
    public async Task Read_WhenTheServerRefuses_TellsWhy(int status, string slug)
    {
        var reading = Read(10);
        await _pipe.Writer.CompleteAsync(new BadHttpRequestException("refused", status));
        (await reading).Problem!.Slug.Should().Be(slug);
    }

    [Fact]
    public async Task Read_WhenTheCallerHangsUp_Throws()
    {
        using var aborted = new CancellationTokenSource();
        _http.RequestAborted = aborted.Token;
        var reading = Read(10);
        await aborted.CancelAsync();
        await FluentActions.Awaiting(() => reading).Should().ThrowAsync<OperationCanceledException>();
    }

    private Task<Problems.Outcome<byte[]>> Read(int limit) => BodyReader.Read(_http.Request, limit, Limit, _time);

    private async Task Write(string text)
    {
        await _pipe.Writer.WriteAsync(System.Text.Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
    }

    private sealed record Body(PipeReader Reader) : IRequestBodyPipeFeature;
}
