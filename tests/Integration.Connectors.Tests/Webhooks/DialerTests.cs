using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Integration.Delivery;

namespace Integration.Webhooks;

/// <summary>The guard is asked about the address that is dialled, whatever the URL's host was.</summary>
public sealed class DialerTests
{
    private static readonly DialGuardOptions NoLoopback = new() { Deny = ["127.0.0.0/8"] };

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0xA9FEA9FE/")]
    [InlineData("http://0251.0376.0251.0376/")]
    [InlineData("http://169.254.43518/")]
    [InlineData("http://0xa9.254.0251.254/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://[::ffff:a9fe:a9fe]/")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("http://[2002:a9fe:a9fe::]/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://0/")]
    [InlineData("http://[::]/")]
    public async Task Send_ToASpellingOfARefusedAddress_IsBlocked(string url)
    {
        using var scope = new SenderScope();
        var result = await scope.Send(new Uri(url));
        (result.Error, result.HttpStatus).Should().Be((AttemptErrorKind.Blocked, null));
    }

    [Fact]
    public async Task Send_ToANameThatLeadsToARefusedAddress_IsBlocked()
    {
        using var scope = new SenderScope(resolve: Names("169.254.169.254", "fd00:ec2::254"));
        var result = await scope.Send(new Uri("http://harmless.example/"));
        result.Error.Should().Be(AttemptErrorKind.Blocked);
        result.Message.Should().Contain("harmless.example").And.NotContain("169.254");
    }

    [Fact]
    public async Task Send_ToANameThatChangesItsAddress_IsJudgedByWhatIsDialled()
    {
        await using var server = new RawServer(RawServer.Answer("200 OK", "Connection: close\r\n"));
        var answers = new ConcurrentQueue<IPAddress>([IPAddress.Loopback, IPAddress.Parse("169.254.169.254")]);
        using var scope = new SenderScope(
            resolve: (_, _) => Task.FromResult<IPAddress[]>([answers.TryDequeue(out var next) ? next : IPAddress.None])
        );
        var url = new Uri($"http://rebinding.example:{server.Port}/");
        (await scope.Send(url)).Delivered.Should().BeTrue();
        (await scope.Send(url)).Error.Should().Be(AttemptErrorKind.Blocked);
        answers.Should().BeEmpty("each connection asks once, and dials what it was told");
        server.Connections.Should().Be(1);
    }

    [Fact]
    public async Task Send_ToANameWithAGoodAddressBesideARefusedOne_DialsTheGoodOne()
    {
        await using var server = new RawServer(RawServer.Answer("200 OK"));
        using var scope = new SenderScope(resolve: Names("169.254.169.254", "127.0.0.1"));
        (await scope.Send(new Uri($"http://both.example:{server.Port}/"))).Delivered.Should().BeTrue();
        (await server.Request).Should().Contain($"Host: both.example:{server.Port}");
    }

    [Fact]
    public async Task Send_ToANameWithADeadAddressFirst_DialsTheNext()
    {
        await using var server = new RawServer(RawServer.Answer("200 OK"));
        using var scope = new SenderScope(resolve: Names("127.0.0.2", "127.0.0.1"));
        (await scope.Send(new Uri($"http://two.example:{server.Port}/"))).Delivered.Should().BeTrue();
    }

    [Fact]
    public async Task Send_ToANameWithASilentAddressFirst_GivesItNoMoreThanAHeadStart()
    {
        await using var server = new RawServer(RawServer.Answer("200 OK"));
        using var silent = await SilentAddress.At(IPAddress.Parse("127.0.0.2"), server.Port);
        using var scope = new SenderScope(resolve: Names("127.0.0.2", "127.0.0.1"));
        var sending = scope.Send(new Uri($"http://two.example:{server.Port}/"));
        // Nobody can see from outside that the dial waits, so time goes on until it is over, far from its 10 s.
        for (var passed = TimeSpan.Zero; !sending.IsCompleted && passed < TimeSpan.FromSeconds(5); )
        {
            scope.Time.Advance(TimeSpan.FromMilliseconds(50));
            passed += TimeSpan.FromMilliseconds(50);
            await Task.WhenAny(
                sending,
                Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken)
            );
        }

        (await sending).Delivered.Should().BeTrue();
    }

    [Fact]
    public async Task Send_ToANameWhoseAddressesAreAllDead_IsAConnectFailure()
    {
        await using var server = new RawServer(RawServer.Answer("200 OK"));
        using var scope = new SenderScope(resolve: Names("127.0.0.2", "127.0.0.3"));
        (await scope.Send(new Uri($"http://two.example:{server.Port}/"))).Error.Should().Be(AttemptErrorKind.Connect);
    }

    [Fact]
    public async Task Send_GivenUpDuringARace_TimesOut()
    {
        using var one = await SilentAddress.At(IPAddress.Parse("127.0.0.2"), 0);
        using var two = await SilentAddress.At(IPAddress.Parse("127.0.0.3"), one.Port);
        var options = new WebhookSenderOptions { ConnectTimeout = TimeSpan.FromMilliseconds(100) };
        using var scope = new SenderScope(resolve: Names("127.0.0.2", "127.0.0.3"), options: options);
        (await scope.Send(new Uri($"http://two.example:{one.Port}/"))).Error.Should().Be(AttemptErrorKind.Timeout);
    }

    [Fact]
    public async Task Send_ToADeniedAddress_NeverOpensAConnection()
    {
        await using var server = new RawServer(RawServer.Answer("200 OK"));
        using var scope = new SenderScope(NoLoopback);
        (await scope.Send(server.Url)).Error.Should().Be(AttemptErrorKind.Blocked);
        server.Connections.Should().Be(0);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.NoData)]
    [InlineData(SocketError.TryAgain)]
    public async Task Send_ToANameThatCannotBeResolved_IsADnsFailure(SocketError code)
    {
        using var scope = new SenderScope(
            resolve: (_, _) => Task.FromException<IPAddress[]>(new SocketException((int)code))
        );
        var result = await scope.Send(new Uri("http://nowhere.invalid/path?key=hidden"));
        result.Error.Should().Be(AttemptErrorKind.Dns);
        result.Message.Should().Contain("nowhere.invalid").And.NotContain("hidden");
    }

    [Fact]
    public async Task Send_ToANameWithoutAddresses_IsADnsFailure()
    {
        using var scope = new SenderScope(resolve: Names());
        (await scope.Send(new Uri("http://empty.example/"))).Error.Should().Be(AttemptErrorKind.Dns);
    }

    [Fact]
    public async Task Send_WhenResolvingHangs_TimesOut()
    {
        var asked = new TaskCompletionSource();
        using var scope = new SenderScope(
            resolve: async (_, ct) =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
                return [];
            }
        );
        var sending = scope.Send(new Uri("http://slow.example/"));
        await asked.Task;
        scope.Time.Advance(TimeSpan.FromSeconds(10));
        (await sending).Error.Should().Be(AttemptErrorKind.Timeout);
    }

    private static Func<string, CancellationToken, Task<IPAddress[]>> Names(params string[] addresses) =>
        (_, _) => Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse));
}
