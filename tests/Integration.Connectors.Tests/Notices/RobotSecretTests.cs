using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Integration.Notices;

/// <summary>What a platform says is shown to people, but never with a part of the robot's secrets in it.</summary>
public sealed class RobotSecretTests : IAsyncLifetime
{
    private RobotScope _scope = null!;

    public async ValueTask InitializeAsync() => _scope = await RobotScope.Start();

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Theory]
    [InlineData(190)]
    [InlineData(170)]
    [InlineData(199)]
    public async Task Send_WithATokenAcrossTheCut_TellsNoPartOfIt(int before)
    {
        var said = new string('x', before) + RobotServer.Token + new string('y', 100);
        var result = await Answered($$"""{"errcode":93000,"errmsg":"{{said}}"}""");
        result.Text.Should().Contain("xxx").And.NotContain(RobotServer.Token[..4]);
    }

    [Fact]
    public async Task Send_WithALongAnswer_CutsItTo200Characters()
    {
        var said = string.Concat(Enumerable.Range(0, 2_000).Select(n => n.ToString(CultureInfo.InvariantCulture)));
        var result = await Answered($$"""{"errcode":93000,"errmsg":"{{said}}"}""");
        result
            .Text[(result.Text.IndexOf(": 0", StringComparison.Ordinal) + 2)..]
            .Should()
            .HaveLength(200)
            .And.EndWith("…");
    }

    private Task<NoticeResult> Answered(string answer)
    {
        _scope.Server.Fault = async context =>
        {
            await context.Response.WriteAsync(answer, NoticeScope.Ct);
            return true;
        };
        return _scope.Channel("wecom").Send(NoticeScope.Notice(), NoticeScope.Ct);
    }
}
