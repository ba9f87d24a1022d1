namespace Integration.EmbeddedPostgres;

/// <summary>What is needed to run the server, found once at the start.</summary>
/// <param name="Binaries">Its programs.</param>
/// <param name="Account">The user it runs as.</param>
/// <param name="Log">Where its messages go.</param>
internal sealed record PostgresInstallation(PostgresBinaries Binaries, PostgresAccount Account, PostgresLog Log);
