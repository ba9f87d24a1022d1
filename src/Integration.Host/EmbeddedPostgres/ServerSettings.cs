namespace Integration.EmbeddedPostgres;

/// <summary>
/// The settings the server gets on its command line: what a hub with many small commits on one machine needs.
/// </summary>
internal static class ServerSettings
{
    private static readonly Dictionary<string, string> s_defaults = new(StringComparer.Ordinal)
    {
        ["listen_addresses"] = "127.0.0.1",
        ["unix_socket_directories"] = "",
        ["max_connections"] = "100",
        ["shared_buffers"] = "256MB",
        ["fsync"] = "on",
        ["synchronous_commit"] = "on",

        // Nobody replicates a private server; less is written.
        ["wal_level"] = "minimal",
        ["max_wal_senders"] = "0",
        ["max_wal_size"] = "2GB",
        ["checkpoint_timeout"] = "15min",
        ["checkpoint_completion_target"] = "0.9",

        // Our statements run in milliseconds: compiling them costs more than it saves.
        ["jit"] = "off",

        // Queue-like tables die fast: visit them early and often.
        ["autovacuum_vacuum_scale_factor"] = "0.05",
        ["autovacuum_naptime"] = "15s",
        ["timezone"] = "UTC",
        ["log_timezone"] = "UTC",
        ["log_line_prefix"] = "%m [%p] ",
    };

    private static readonly Dictionary<string, string> s_notDurable = new(StringComparer.Ordinal)
    {
        ["fsync"] = "off",
        ["synchronous_commit"] = "off",
        ["full_page_writes"] = "off",
    };

    /// <summary>Arguments for <c>postgres</c>; the options' own settings win.</summary>
    public static IReadOnlyList<string> Arguments(EmbeddedPostgresOptions options, string dataFolder, int port)
    {
        var settings = new Dictionary<string, string>(s_defaults, StringComparer.Ordinal);
        foreach (var (name, value) in (options.Durable ? [] : s_notDurable).Concat(options.Settings))
        {
            settings[name] = value;
        }

        return
        [
            "-D",
            dataFolder,
            "-p",
            port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            .. settings.SelectMany(setting => (string[])["-c", $"{setting.Key}={setting.Value}"]),
        ];
    }
}
