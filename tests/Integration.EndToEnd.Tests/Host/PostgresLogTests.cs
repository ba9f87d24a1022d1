namespace Integration.EmbeddedPostgres;

/// <summary>The server's words on a disk that takes none.</summary>
public sealed class PostgresLogTests
{
    [Fact]
    public void Append_OnAFullDisk_CostsTheFileTheLineAndNothingElse()
    {
        using var log = new PostgresLog("/dev/full", 1_000_000);

        log.Append("ERROR:  could not extend file: No space left on device");
        log.Append("LOG:  all is well");

        log.Explanation().Should().Be("ERROR:  could not extend file: No space left on device");
    }
}
