namespace Integration.EmbeddedPostgres;

/// <summary>Why the private PostgreSQL cannot be had, for a program and for a person.</summary>
/// <param name="Kind">The category.</param>
/// <param name="Message">What is wrong and what to install, set or choose; without secrets.</param>
internal sealed record EmbeddedPostgresFailure(EmbeddedPostgresFailureKind Kind, string Message);
