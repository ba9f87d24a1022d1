namespace Integration.EmbeddedPostgres;

/// <summary>The outcome of one attempt to start the server.</summary>
/// <param name="Process">The server that accepts connections; null when it does not.</param>
/// <param name="Fault">What went wrong; null exactly when there is a process.</param>
/// <param name="PortTaken">Somebody else listens on the port.</param>
internal sealed record PostgresLaunch(PostgresProcess? Process, string? Fault = null, bool PortTaken = false);
