using System.ComponentModel.DataAnnotations;

namespace Integration.EmbeddedPostgres;

/// <summary>How the private PostgreSQL of a single machine is found, started and stopped.</summary>
internal sealed class EmbeddedPostgresOptions
{
    /// <summary>
    /// Folder with <c>postgres</c> and <c>initdb</c>. Default none: <c>PG_BINDIR</c>, the application's folder and
    /// <c>/usr/lib/postgresql/*/bin</c> are looked through. A folder given here is the only one that is looked into.
    /// </summary>
    public string? Binaries { get; set; }

    /// <summary>
    /// Loopback port; default 0: the one of the last start if it is still free, else a free one below the range the
    /// kernel gives to outgoing connections.
    /// </summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    /// <summary>
    /// User (and group) that the server runs as when the host is root, which PostgreSQL refuses; default
    /// <c>postgres</c>. Without meaning when the host is not root.
    /// </summary>
    [Required]
    public string User { get; set; } = "postgres";

    /// <summary>
    /// Longest wait for one start to accept connections, recovery included; default 60 s. A start that takes longer is
    /// stopped and tried again.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Starts tried before the first start is given up; default 5, with growing waits of 0.1 to 1 s.</summary>
    [Range(1, 100)]
    public int StartAttempts { get; set; } = 5;

    /// <summary>
    /// Failed restarts in a row before a server that died is given up; default 20 (about 90 s with waits up to 5 s).
    /// </summary>
    [Range(1, 1000)]
    public int RestartAttempts { get; set; } = 20;

    /// <summary>
    /// Longest wait after SIGINT (which writes a checkpoint) before SIGQUIT is sent, and again after that before
    /// SIGKILL; default 10 s. No committed row is lost by either; the next start then recovers from the log.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The same wait for a server that an earlier host left over; default 2 s. Short, because the new host is waited
    /// for and recovery is mostly faster than a checkpoint of everything.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan LeftOverTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether a commit survives a power failure; default true. False (tests only) switches fsync and synchronous
    /// commit off.
    /// </summary>
    public bool Durable { get; set; } = true;

    /// <summary>Bytes of <c>postgres.log</c> before it is moved to <c>postgres.log.1</c>; default 8 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int LogFileLimit { get; set; } = 8 * 1024 * 1024;

    /// <summary>
    /// Server settings that add to ours or replace them, such as <c>shared_buffers</c> = <c>1GB</c>; default none.
    /// </summary>
    public Dictionary<string, string> Settings { get; set; } = new(StringComparer.Ordinal);
}
