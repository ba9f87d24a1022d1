namespace Integration.Migrations;

/// <summary>The schema is one that only a newer build knows.</summary>
public sealed class SchemaTooNewException(string message) : Exception(message);
