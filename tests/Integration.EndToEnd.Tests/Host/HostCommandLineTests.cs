using Integration.Access;

namespace Integration.CommandLine;

public sealed class HostCommandLineTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly Dictionary<string, string> _environment = [];

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Read_NoArguments_GivesDefaults()
    {
        var result = Read();

        result.Arguments.Should().BeEquivalentTo(new HostArguments());
        result.Arguments!.Role.Should().Be(HostRole.All);
        result.Arguments.DataDirectory.Should().Be(".data");
        result.Arguments.Urls.Should().Equal("http://127.0.0.1:8080");
        result.Arguments.NewKey.Should().BeNull();
    }

    [Fact]
    public void Read_AllOptions_AreTaken()
    {
        var result = Read(
            "--role",
            "silo",
            "--data-dir",
            "/tmp/x",
            "--urls",
            "http://*:80;http://[::1]:81",
            "--set",
            "Integration:Delivery:Concurrency=5",
            "--set",
            "ConnectionStrings__Postgres=Host=db;Password=a=b"
        );

        result.HasWork.Should().BeTrue();
        result.Arguments!.Role.Should().Be(HostRole.Silo);
        result.Arguments.DataDirectory.Should().Be("/tmp/x");
        result.Arguments.Urls.Should().Equal("http://*:80", "http://[::1]:81");
        result
            .Arguments.Settings.Should()
            .BeEquivalentTo(
                new Dictionary<string, string?>
                {
                    ["Integration:Delivery:Concurrency"] = "5",
                    ["ConnectionStrings:Postgres"] = "Host=db;Password=a=b",
                }
            );
    }

    [Fact]
    public void Read_EnvironmentVariables_CountWhereNoArgumentIsGiven()
    {
        _environment["Integration__Role"] = "gateway";
        _environment["Integration__DataDir"] = "/tmp/environment";
        _environment["Integration__Urls"] = "http://127.0.0.1:9000";

        var result = Read("--data-dir", "/tmp/argument");

        result.Arguments!.Role.Should().Be(HostRole.Gateway);
        result.Arguments.DataDirectory.Should().Be("/tmp/argument");
        result.Arguments.Urls.Should().Equal("http://127.0.0.1:9000");
    }

    [Fact]
    public void Read_SeveralFaults_ListsThemAllAndEndsWith64()
    {
        _environment["Integration__Urls"] = "ftp://nowhere";

        var result = Read("--role", "boss", "--set", "novalue", "--wrong", "extra");

        result.HasWork.Should().BeFalse();
        result.ExitCode.Should().Be(ExitCodes.Usage);
        _error
            .ToString()
            .Should()
            .Contain("--role: 'boss'")
            .And.Contain("Integration__Urls: 'ftp://nowhere'")
            .And.Contain("--set: 'novalue'")
            .And.Contain("--wrong")
            .And.Contain("extra");
        _output.ToString().Should().BeEmpty();
    }

    [Theory]
    [InlineData("--role")]
    [InlineData("--role", "all", "--role", "silo")]
    [InlineData("--urls", "")]
    [InlineData("--urls", "http://")]
    [InlineData("--urls", "127.0.0.1:8080")]
    [InlineData("--urls", "http://127.0.0.1:99999")]
    [InlineData("--urls", "http://127.0.0.1:80/path")]
    [InlineData("--data-dir", " ")]
    [InlineData("--set", "=value")]
    [InlineData("--Integration:Role=all")]
    [InlineData("create-key")]
    [InlineData("create-key", "--role", "king")]
    [InlineData("create-key", "--role", "viewer", "--name", "Not An Id")]
    [InlineData("delete-key")]
    public void Read_WrongArguments_EndsWith64AndSaysWhy(params string[] arguments)
    {
        var result = Read(arguments);

        result.HasWork.Should().BeFalse();
        result.ExitCode.Should().Be(ExitCodes.Usage);
        _error.ToString().Split('\n').Length.Should().BeGreaterThan(2);
    }

    [Fact]
    public void Read_CreateKey_GivesRequestWithDataFolder()
    {
        var result = Read("create-key", "--role", "operator", "--name", "shift-1", "--data-dir", "/tmp/x");

        result.Arguments!.NewKey.Should().Be(new KeyRequest(Role.Operator, "shift-1"));
        result.Arguments.DataDirectory.Should().Be("/tmp/x");
        result.Arguments.Role.Should().Be(HostRole.All);
    }

    [Fact]
    public void Read_CreateKeyWithoutName_LeavesItOpen()
    {
        var result = Read("create-key", "--role", "sender");

        result.Arguments!.NewKey.Should().Be(new KeyRequest(Role.Sender, null));
    }

    [Fact]
    public void Read_ValueStartsWithAt_IsAValue()
    {
        var result = Read("--set", "@key=@value");

        result.Arguments!.Settings.Should().Contain("@key", "@value");
    }

    [Theory]
    [InlineData("--help", "--data-dir")]
    [InlineData("-h", "create-key")]
    [InlineData("create-key --help", "--name")]
    public void Read_Help_IsWrittenAndEndsWith0(string arguments, string contains)
    {
        var result = Read(arguments.Split(' '));

        result.HasWork.Should().BeFalse();
        result.ExitCode.Should().Be(ExitCodes.Success);
        _output.ToString().Should().Contain(contains);
        _error.ToString().Should().BeEmpty();
    }

    [Fact]
    public void Read_Version_IsWrittenAndEndsWith0()
    {
        var result = Read("--version");

        result.HasWork.Should().BeFalse();
        result.ExitCode.Should().Be(ExitCodes.Success);
        _output.ToString().Should().MatchRegex("^[0-9]+\\.[0-9]+\\.[0-9]+");
    }

    private HostCommandLineResult Read(params string[] arguments) =>
        HostCommandLine.Read(arguments, name => _environment.GetValueOrDefault(name), _output, _error);
}
