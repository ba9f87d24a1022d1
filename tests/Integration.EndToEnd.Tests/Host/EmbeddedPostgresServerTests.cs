using System.Globalization;
using Npgsql;

namespace Integration.EmbeddedPostgres;

public sealed class EmbeddedPostgresServerTests : IAsyncLifetime
{
    private readonly HostFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Start_EmptyFolder_MakesDatabaseThatOnlyItsPasswordOpens()
    {
        var server = await _folder.Started();

        await HostFolder.Execute(server.ConnectionString, "CREATE TABLE t AS SELECT 1");
        File.GetUnixFileMode(_folder.Files.PasswordFile).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "wrong", Pooling = false };
        var open = () => HostFolder.Execute(wrong.ConnectionString, "SELECT 1");
        (await open.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("28P01");
    }

    [Fact]
    public async Task Start_AfterStop_KeepsRowsPasswordAndPort()
    {
        var first = await _folder.Started();
        await HostFolder.Execute(first.ConnectionString, "CREATE TABLE t AS SELECT generate_series(1, 10)");
        await first.DisposeAsync();
        PostgresProcesses.In(_folder.Files.Data).Should().BeEmpty();

        var second = await _folder.Started();

        second.ConnectionString.Should().Be(first.ConnectionString);
        NpgsqlConnection.ClearAllPools();
        (await HostFolder.Count(second.ConnectionString, "t")).Should().Be(10);
    }

    [Fact]
    public async Task Exited_AfterStop_CompletesWithoutFailure()
    {
        var server = await _folder.Started();
        var exited = server.Exited;

        await server.DisposeAsync();

        (await exited).Should().BeNull();
    }

    [Fact]
    public async Task Supervision_ServerKilled_RestartsOnSamePortWithCommittedRows()
    {
        _folder.Options.Durable = true;
        var server = await _folder.Started();
        await HostFolder.Execute(server.ConnectionString, "CREATE TABLE t AS SELECT generate_series(1, 1000)");
        var killed = server.ProcessId;
        var restarted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Restarted += (_, _) => restarted.SetResult();

        LibC.Send(killed, UnixSignal.Kill);
        await restarted.Task.WaitAsync(TestContext.Current.CancellationToken);

        NpgsqlConnection.ClearAllPools();
        server.ProcessId.Should().NotBe(killed);
        (await HostFolder.Count(server.ConnectionString, "t")).Should().Be(1000);
    }

    [Fact]
    public async Task Supervision_ServerCannotComeBack_CompletesExitedWithReason()
    {
        _folder.Options.RestartAttempts = 2;
        var server = await _folder.Started();
        var control = Path.Combine(_folder.Files.Data, "global", "pg_control");
        File.Move(control, control + ".away");

        LibC.Send(server.ProcessId, UnixSignal.Kill);
        var failure = await server.Exited.WaitAsync(TestContext.Current.CancellationToken);

        failure.Should().NotBeNull();
        failure.Kind.Should().Be(EmbeddedPostgresFailureKind.StartFailed);
        failure.Message.Should().Contain("pg_control");
    }

    [Fact]
    public async Task Start_LeftOverServerRuns_EndsItFirst()
    {
        await (await _folder.Started()).DisposeAsync();
        var leftOver = await StartWithoutOwner();

        var server = await _folder.Started();

        leftOver.Exited.IsCompleted.Should().BeTrue();
        server.ProcessId.Should().NotBe(leftOver.Id);
        await HostFolder.Execute(server.ConnectionString, "SELECT 1");
    }

    [Fact]
    public async Task Start_ServerFileNamesForeignProcess_LeavesItAloneAndStarts()
    {
        await (await _folder.Started()).DisposeAsync();
        var self = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(
            _folder.Files.PostmasterFile,
            $"{self}\n{_folder.Files.Data}\n1\n1\n\n127.0.0.1\n 1 1\nready\n",
            TestContext.Current.CancellationToken
        );

        var server = await _folder.Started();

        await HostFolder.Execute(server.ConnectionString, "SELECT 1");
    }

    [Fact]
    public async Task Start_FolderHeldByAnotherHost_IsRefusedAndLeavesTheFirstRunning()
    {
        var first = await _folder.Started();

        var failure = await _folder.Start(_folder.NewServer());

        failure.Should().NotBeNull();
        failure.Kind.Should().Be(EmbeddedPostgresFailureKind.FolderInUse);
        failure.Message.Should().Contain(_folder.Path);
        await HostFolder.Execute(first.ConnectionString, "SELECT 1");
    }

    [Fact]
    public async Task Start_FolderOfAnotherMajorVersion_IsRefusedAndUntouched()
    {
        await (await _folder.Started()).DisposeAsync();
        var version = Path.Combine(_folder.Files.Data, "PG_VERSION");
        await File.WriteAllTextAsync(version, "9\n", TestContext.Current.CancellationToken);

        var failure = await _folder.Start(_folder.NewServer());

        failure.Should().NotBeNull();
        failure.Kind.Should().Be(EmbeddedPostgresFailureKind.OtherMajorVersion);
        failure.Message.Should().Contain("PostgreSQL 9").And.Contain("PG_BINDIR");
    }

    [Fact]
    public async Task Start_NoBinaries_SaysWhatToInstallOrSet()
    {
        _folder.Options.Binaries = Path.Combine(_folder.Path, "nothing");

        var failure = await _folder.Start(_folder.NewServer());

        failure.Should().NotBeNull();
        failure.Kind.Should().Be(EmbeddedPostgresFailureKind.BinariesMissing);
        failure.Message.Should().Contain("install PostgreSQL").And.Contain("PG_BINDIR");
    }

    [Fact]
    public async Task Start_ServerRefusesSetting_FailsWithItsOwnWords()
    {
        _folder.Options.StartAttempts = 1;
        _folder.Options.Settings["max_connections"] = "none";

        var failure = await _folder.Start(_folder.NewServer());

        failure.Should().NotBeNull();
        failure.Kind.Should().Be(EmbeddedPostgresFailureKind.StartFailed);
        failure.Message.Should().Contain("max_connections").And.Contain("postgres.log");
    }

    [Fact]
    public async Task Start_RememberedPortIsTaken_TakesAnother()
    {
        var first = await _folder.Started();
        var taken = new NpgsqlConnectionStringBuilder(first.ConnectionString).Port;
        NpgsqlConnection.ClearAllPools();
        await first.DisposeAsync();
        using var stranger = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, taken);
        stranger.Start();

        var second = await _folder.Started();

        new NpgsqlConnectionStringBuilder(second.ConnectionString).Port.Should().NotBe(taken);
        (await HostFolder.Count(second.ConnectionString, "pg_database")).Should().BePositive();
    }

    [Fact]
    public async Task Start_PasswordFileIsMissing_IsRefusedAndMakesNoNewOne()
    {
        await (await _folder.Started()).DisposeAsync();
        File.Delete(_folder.Files.PasswordFile);

        var failure = await _folder.Start(_folder.NewServer());

        failure.Should().NotBeNull();
        failure.Kind.Should().Be(EmbeddedPostgresFailureKind.FolderUnusable);
        File.Exists(_folder.Files.PasswordFile).Should().BeFalse();
    }

    [Fact]
    public async Task Start_RootAndParentClosedToPostgres_SaysWhatToOpen()
    {
        Assert.SkipUnless(LibC.IsRoot(), "Only root changes the user.");
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var failure = await _folder.Start(_folder.NewServer());

        failure.Should().NotBeNull();
        failure.Kind.Should().Be(EmbeddedPostgresFailureKind.FolderUnusable);
        failure.Message.Should().Contain($"chmod o+x {_folder.Path}");
    }

    [Fact]
    public async Task Start_CrashedSetUp_StartsOver()
    {
        Directory.CreateDirectory(_folder.Files.NewData);
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Files.NewData, "PG_VERSION"),
            "15",
            TestContext.Current.CancellationToken
        );

        var server = await _folder.Started();

        await HostFolder.Execute(server.ConnectionString, "SELECT 1");
        Directory.Exists(_folder.Files.NewData).Should().BeFalse();
    }

    private async Task<PostgresProcess> StartWithoutOwner()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var candidates = PostgresBinaries.Candidates(null, HostFolder.Binaries);
        var binaries = await PostgresBinaries.Find(candidates, null, cancellation);
        var (account, _) = await PostgresAccount.Find(_folder.Options.User, cancellation);
        var log = new PostgresLog(_folder.Files.LogFile + ".left", 1024 * 1024);
        var launcher = new PostgresLauncher(
            _folder.Files,
            new PostgresInstallation(binaries!, account!, log),
            _folder.Options,
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance
        );
        var port = LoopbackPort.Remembered(_folder.Files.PortFile)!.Value;
        var password = (await File.ReadAllTextAsync(_folder.Files.PasswordFile, cancellation)).Trim();
        var launch = await launcher.Launch(port, PostgresConnection.To(port, password), cancellation);
        return launch.Process!;
    }
}
