namespace Integration.EmbeddedPostgres;

/// <summary>Sets up PGDATA on the first start.</summary>
internal sealed class DatabaseCreation(
    DataFolder folder,
    PostgresBinaries binaries,
    PostgresAccount account,
    bool durable
)
{
    /// <summary>
    /// Runs <c>initdb</c> in a folder beside the final one and renames it when it is whole. Only SCRAM passwords get
    /// in; pages carry checksums; sorting is by bytes, so no change of the system's locales can break an index.
    /// </summary>
    public async Task<EmbeddedPostgresFailure?> Create(CancellationToken cancellation)
    {
        var passwordCopy = folder.PasswordFile + ".init";
        try
        {
            return await Prepare(passwordCopy, cancellation) ?? await InitDb(passwordCopy, cancellation);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            return Failed(unusable.Message);
        }
        finally
        {
            File.Delete(passwordCopy);
        }
    }

    private async Task<EmbeddedPostgresFailure?> Prepare(string passwordCopy, CancellationToken cancellation)
    {
        if (Directory.Exists(folder.NewData))
        {
            Directory.Delete(folder.NewData, recursive: true);
        }

        var fault =
            await account.MakeFolder(folder.NewData, cancellation)
            ?? await account.CopyFile(folder.PasswordFile, passwordCopy, cancellation);
        return fault is null ? null : Failed(fault);
    }

    private async Task<EmbeddedPostgresFailure?> InitDb(string passwordCopy, CancellationToken cancellation)
    {
        IReadOnlyList<string> command =
        [
            binaries.InitDb,
            "--pgdata",
            folder.NewData,
            "--username",
            PostgresConnection.UserName,
            "--auth=scram-sha-256",
            $"--pwfile={passwordCopy}",
            "--encoding=UTF8",
            "--no-locale",
            "--data-checksums",
            "--no-instructions",
            .. durable ? (string[])[] : ["--no-sync"],
        ];
        var run = await ToolRun.Run(account.Short(command), cancellation);
        if (run.ExitCode != 0)
        {
            return Failed(string.IsNullOrWhiteSpace(run.Error) ? run.Output.Trim() : run.Error.Trim());
        }

        Directory.Move(folder.NewData, folder.Data);
        LibC.SyncFolder(folder.Root);
        return null;
    }

    private EmbeddedPostgresFailure Failed(string reason) =>
        new(EmbeddedPostgresFailureKind.InitFailed, $"Cannot set up a database in {folder.Data}: {reason}");
}
